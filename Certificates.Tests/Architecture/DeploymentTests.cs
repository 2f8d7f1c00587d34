using System.Text.RegularExpressions;

namespace Certificates.Tests.Architecture;

/// <summary>What the deployment of the repository promises, read out of its files.</summary>
internal sealed partial class DeploymentTests
{
    /// <summary>A name without an exact version is another image tomorrow.</summary>
    [Test]
    public void Images_AreNamedByExactVersion()
    {
        string[] files = ["compose.yaml", "Certificates.Api/Dockerfile", "Certificates.Verify/Dockerfile"];
        var images = files.SelectMany(file => Image().Matches(File.ReadAllText(Path.Combine(Repository.Root, file)))).Select(match => match.Groups["image"].Value).ToList();

        Assert.That(images, Has.Count.GreaterThanOrEqualTo(6));
        Assert.That(images.Where(image => !Exact().IsMatch(image)), Is.Empty);
    }

    /// <summary>What the roles of grants.sql deny they deny an owner, too: who brings the schema up is in none of them meanwhile.</summary>
    [Test]
    public void Logins_LeaveTheirRoles_WhileTheyOwnTheDatabase()
    {
        var compose = File.ReadAllText(Path.Combine(Repository.Root, "compose.yaml"));
        var open = compose[compose.IndexOf("open)", StringComparison.Ordinal)..compose.IndexOf("close)", StringComparison.Ordinal)];

        Assert.That(open.IndexOf("ALTER ROLE certificates_$$who DROP MEMBER $$who", StringComparison.Ordinal), Is.Positive);
        Assert.That(
            open.IndexOf("ALTER ROLE db_owner ADD MEMBER", StringComparison.Ordinal), Is.GreaterThan(open.IndexOf("DROP MEMBER", StringComparison.Ordinal)));
    }

    /// <summary>The database server alone writes its own root and keeps what its entry point needs: it stands in the network behind.</summary>
    [TestCase("x-api")]
    [TestCase("x-verify")]
    [TestCase("redis")]
    [TestCase("nginx")]
    [TestCase("sqlserver")]
    public void Container_HasNoMoreThanItNeeds(string service)
    {
        var compose = File.ReadAllText(Path.Combine(Repository.Root, "compose.yaml"));
        var indent = service.StartsWith("x-", StringComparison.Ordinal) ? "" : "  ";
        var block = Regex.Match(compose, $@"^{indent}{service}:.*\n(({indent}  .*)?\n)+", RegexOptions.Multiline, TimeSpan.FromSeconds(5)).Value;

        Assert.That(block, Does.Contain("mem_limit: ").And.Contain("no-new-privileges:true"));
        if (service == "sqlserver")
        {
            Assert.That(block, Does.Contain("networks: [back]").And.Not.Contain("ports:"));
            return;
        }

        Assert.That(block, Does.Contain("read_only: true").And.Contain("cap_drop: [ALL]").And.Contain("pids_limit: "));
    }

    [Test]
    public void Proxy_SendsNobodyToANameOfTheCallers_AndNoServerIsTrustedUnseen()
    {
        var compose = File.ReadAllText(Path.Combine(Repository.Root, "compose.yaml"));
        var redirects = Regex.Matches(compose, @"return 30[1278] (?<to>\S+);", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Select(match => match.Groups["to"].Value).ToList();

        Assert.That(redirects, Has.Count.EqualTo(2).And.All.Matches("^https://\\$\\{(VERIFY|API)_DOMAIN\\}"));
        Assert.That(compose, Does.Not.Contain("TrustServerCertificate").And.Not.Contain("rewrite "));
        Assert.That(
            Regex.Matches(compose, @"/sqlcmd (?<any>-C )?-S (?<server>\S+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5))
                .Select(call => (call.Groups["server"].Value, call.Groups["any"].Success)),
            Is.EquivalentTo(new[] { ("localhost", true), ("sqlserver", false) }), "any certificate is taken of itself alone");
        Assert.That(compose, Does.Contain("ssl_reject_handshake on").And.Contain("return 444"), "other names");
        Assert.That(Regex.Count(compose, @"^\s+ports: ", RegexOptions.Multiline, TimeSpan.FromSeconds(5)), Is.EqualTo(1), "nginx alone is reached from outside");
    }

    /// <summary>Without it every sign-in comes from the proxy, whose failures lock all out, and no cookie is made for https.</summary>
    [Test]
    public void Services_BelieveTheProxy_AndShareTheKeysOfForms()
    {
        var compose = File.ReadAllText(Path.Combine(Repository.Root, "compose.yaml"));
        var nginx = Regex.Match(compose, @"nginx:\n(.|\n)*?ipv4_address: (?<address>[0-9.]+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
        var api = compose[compose.IndexOf("x-api:", StringComparison.Ordinal)..compose.IndexOf("x-verify:", StringComparison.Ordinal)];
        var verify = compose[compose.IndexOf("x-verify:", StringComparison.Ordinal)..compose.IndexOf("\nservices:", StringComparison.Ordinal)];
        var upstream = Regex.Match(compose, @"upstream api \{[^}]*\}", RegexOptions.None, TimeSpan.FromSeconds(5)).Value;

        Assert.Multiple(() =>
        {
            Assert.That(new[] { api, verify }, Has.All.Contains($"Proxies__0: {nginx.Groups["address"].Value}\n"));
            Assert.That(compose.Split("forms:/data/forms"), Has.Length.EqualTo(3), "both processes");
            Assert.That(upstream, Does.Contain("hash $$remote_addr"), "what was tried and not sent yet stands in one process");
        });
    }

    [GeneratedRegex(@"(image: \$\{\w+:-|ARG \w+=|FROM )(?<image>[a-z][\w./-]*:[^\s}]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Image();

    [GeneratedRegex(@":(\d+\.\d+\.\d+|\d{4}-CU\d+)|@sha256:", RegexOptions.ExplicitCapture)]
    private static partial Regex Exact();
}
