using System.Xml.Linq;
using Certificates.Core.Verifying;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Certificates.Verify.Shared;

/// <summary>The keys of cookies and forms, kept in the desk: a restart or a second process ends no open form and no session.
/// The framework asks synchronously, at start and when a key is made.</summary>
internal sealed class DeskKeys(Desk desk) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. desk.DataProtectionKeysAsync(CancellationToken.None).GetAwaiter().GetResult().Select(XElement.Parse)];

    public void StoreElement(XElement element, string friendlyName) =>
        desk.KeepDataProtectionKeyAsync(friendlyName, element.ToString(SaveOptions.DisableFormatting), CancellationToken.None)
            .GetAwaiter().GetResult();
}
