using System.Xml.Linq;
using Certificates.Core.Verifying.Sessions;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Certificates.Verify.Shared;

/// <summary>The keys of cookies and forms, kept in the desk: a restart or a second process ends no open form.
/// The framework asks synchronously, at start and when a key is made.</summary>
internal sealed class DeskKeys(CookieKeys keys) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. keys.ListAsync(CancellationToken.None).GetAwaiter().GetResult().Select(XElement.Parse)];

    public void StoreElement(XElement element, string friendlyName) =>
        keys.KeepAsync(friendlyName, element.ToString(SaveOptions.DisableFormatting), CancellationToken.None)
            .GetAwaiter().GetResult();
}
