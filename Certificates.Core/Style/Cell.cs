using Certificates.Core.Pdf;

namespace Certificates.Core.Style;

/// <summary>A labelled value: where its label begins and the box its value stays in.</summary>
internal sealed record Cell(double LabelLeft, PdfRectangle Value);
