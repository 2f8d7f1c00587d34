// A provider of sign-ins: whoever says who they are is believed, with two factors ("strong") unless they say otherwise.
import http from 'node:http';
import { Provider } from 'oidc-provider';

// One that is "deaf" does not heed max_age and says of when a sign-in is; one that is "mute" does not say it either.
const [port, redirect, secret, manner] = process.argv.slice(2);
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: 'console', client_secret: secret, redirect_uris: [redirect], require_auth_time: manner === 'deaf' }],
  acrValues: ['strong', 'weak'],
  pkce: { required: () => true },
  cookies: { keys: [secret] },
  features: { devInteractions: { enabled: false }, pushedAuthorizationRequests: { enabled: !manner } },
  interactions: { url: (_, interaction) => `/enter/${interaction.uid}` },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  async loadExistingGrant({ oidc }) {
    const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
    grant.addOIDCScope('openid');
    await grant.save();
    return grant;
  },
});
const answer = provider.callback();
http.createServer(async (request, response) => {
  if (manner) request.url = request.url.replace('max_age=0', '');
  if (!request.url.startsWith('/enter/')) return answer(request, response);
  if (request.method === 'GET') {
    response.setHeader('Content-Type', 'text/html');
    return response.end('<form method="post"><input name="who"><input name="acr" value="strong"><button>Enter</button></form>');
  }
  let body = '';
  for await (const part of request) body += part;
  const said = new URLSearchParams(body);
  await provider.interactionFinished(request, response, { login: { accountId: said.get('who'), acr: said.get('acr') } });
}).listen(Number(port), '127.0.0.1', () => console.log('ready'));
