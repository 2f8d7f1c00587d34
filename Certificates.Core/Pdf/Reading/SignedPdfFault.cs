namespace Certificates.Core.Pdf.Reading;

/// <summary>Why a file is not read as a signed one of ours.</summary>
internal enum SignedPdfFault
{
    /// <summary>No fault.</summary>
    None,

    /// <summary>Not a PDF at all.</summary>
    NotPdf,

    /// <summary>A PDF without a signature, a scan for instance.</summary>
    Unsigned,

    /// <summary>Its structure is broken: cut off, or put together wrongly.</summary>
    Damaged,

    /// <summary>Something was appended, or put into the room behind the signature, after it was signed.</summary>
    ChangedAfterSigning,

    /// <summary>It is signed, whole, and not of the form this product writes.</summary>
    SignedElsewhere,
}
