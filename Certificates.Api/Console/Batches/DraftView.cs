using Certificates.Core.Batches;
using Certificates.Core.Intake;

namespace Certificates.Api.Console.Batches;

/// <summary>A file that was judged, as its page shows it.</summary>
/// <param name="Id">The id it is kept by.</param>
/// <param name="FileName">Its name.</param>
/// <param name="Sha256">Its hash.</param>
/// <param name="Form">The form of its rows.</param>
/// <param name="Judged">What would become of it.</param>
public sealed record DraftView(string Id, string FileName, string Sha256, ResultsForm Form, DryRun Judged);
