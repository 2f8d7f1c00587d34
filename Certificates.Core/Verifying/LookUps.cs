using System.Diagnostics.Metrics;

namespace Certificates.Core.Verifying;

/// <summary>Counts look-ups by the way they came and by their verdict; nothing of what was asked.</summary>
public static class LookUps
{
    private static readonly Counter<long> Counter =
        Telemetry.Meter.CreateCounter<long>("certificates.lookups", "{lookup}", "Questions answered; a row of a list is one.");

    /// <summary>Counts one.</summary>
    public static void Count(LookUpChannel channel, VerdictKind verdict) =>
        Counter.Add(1, Telemetry.Tag("channel", CodeOf(channel)), Telemetry.Tag("verdict", verdict.Code()));

    private static string CodeOf(LookUpChannel channel) => channel switch
    {
        LookUpChannel.Form => "form",
        LookUpChannel.Json => "json",
        LookUpChannel.Qr => "qr",
        LookUpChannel.Pdf => "pdf",
        LookUpChannel.List => "list",
        LookUpChannel.Share => "share",
        LookUpChannel.Copy => "copy",
    };
}

/// <summary>The ways a question comes.</summary>
public enum LookUpChannel
{
    /// <summary>The page's form.</summary>
    Form,

    /// <summary>A program's call.</summary>
    Json,

    /// <summary>A scanned QR code.</summary>
    Qr,

    /// <summary>A file.</summary>
    Pdf,

    /// <summary>A row of a list.</summary>
    List,

    /// <summary>A share code.</summary>
    Share,

    /// <summary>The QR code of an annotated copy.</summary>
    Copy,
}
