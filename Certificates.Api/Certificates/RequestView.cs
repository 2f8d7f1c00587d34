using System.Globalization;
using System.Text.Json.Serialization;
using Certificates.Core.Lifecycle;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Certificates.Api.Certificates;

/// <summary>A change request.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">suspension, restoration, revocation, cancellation or correction.</param>
/// <param name="State">open, approved or refused.</param>
/// <param name="Number">The certificate; null for a batch or a list.</param>
/// <param name="BatchId">The batch; null for a certificate or a list.</param>
/// <param name="InstitutionCode">The institution whose certificates they are.</param>
/// <param name="Certificates">How many it would have changed when it was asked for.</param>
/// <param name="Category">The public category.</param>
/// <param name="Reason">In words; never public.</param>
/// <param name="EvidenceSha256">SHA-256 of a document kept elsewhere.</param>
/// <param name="DecidedByRole">Who decides it: approver, or authority where identity data change.</param>
/// <param name="RequestedBy">Id of the key that asked.</param>
/// <param name="RequestedAt">When.</param>
/// <param name="DecidedBy">Id of the key that decided.</param>
/// <param name="DecidedAt">When.</param>
/// <param name="DecisionReason">Why it was refused.</param>
/// <param name="Changes">What a correction changes; left out in lists of requests.</param>
/// <param name="Numbers">The certificates of a list; left out in lists of requests.</param>
/// <param name="Result">What was changed; said to whoever approves.</param>
internal sealed record RequestView(
    long Id,
    ChangeKind Kind,
    ChangeRequestState State,
    string? Number,
    Guid? BatchId,
    string InstitutionCode,
    int Certificates,
    ChangeCategory Category,
    string Reason,
    string? EvidenceSha256,
    string DecidedByRole,
    long RequestedBy,
    DateTimeOffset RequestedAt,
    long? DecidedBy,
    DateTimeOffset? DecidedAt,
    string? DecisionReason,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CorrectionView? Changes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Numbers,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RecallView? Result)
{
    /// <summary>As it is shown.</summary>
    public static RequestView Of(ChangeRequest request) => new(
        request.Id,
        request.Kind,
        request.State,
        request.Number,
        request.BatchId,
        request.InstitutionCode,
        request.Certificates,
        request.Category,
        request.Reason,
        request.EvidenceSha256,
        request.NeedsAuthority ? "authority" : "approver",
        request.RequestedBy,
        request.RequestedAt,
        request.DecidedBy,
        request.DecidedAt,
        request.DecisionReason,
        request.Correction is { } changes ? new CorrectionView(changes.Name, changes.IdType, changes.IdNumber, request.HasPhoto) : null,
        request.Numbers,
        null);

    /// <summary>As it is shown to whoever approved it.</summary>
    public static RequestView Of(ApprovedChange approved) => Of(approved.Request) with { Result = RecallView.Of(approved.Result) };

    /// <summary>202 with where it is found.</summary>
    public static Accepted<RequestView> Accepted(ChangeRequest request) =>
        TypedResults.Accepted(string.Create(CultureInfo.InvariantCulture, $"/v1/requests/{request.Id}"), Of(request));
}

/// <summary>What a correction changes; null stays.</summary>
/// <param name="Name">姓名.</param>
/// <param name="IdType">证件类型.</param>
/// <param name="IdNumber">证件号码.</param>
/// <param name="Photo">True for a new photo, shown at <c>/v1/requests/{id}/photo</c> while the request is open.</param>
internal sealed record CorrectionView(string? Name, string? IdType, string? IdNumber, bool Photo);

/// <summary>What became of the certificates a change was for.</summary>
/// <param name="Changed">How many were changed.</param>
/// <param name="Skipped">How many stood where the change does not exist, and were left as they are.</param>
/// <param name="Items">Those, at most 1,000.</param>
/// <param name="Truncated">True when there are more of them.</param>
internal sealed record RecallView(int Changed, int Skipped, IReadOnlyList<SkippedCertificate> Items, bool Truncated)
{
    private const int MostItems = 1000;

    /// <summary>As it is shown.</summary>
    public static RecallView Of(ChangeResult result) => new(
        result.Changed, result.Skipped.Count, [.. result.Skipped.Take(MostItems)], result.Skipped.Count > MostItems);
}

/// <summary>Why a request is refused.</summary>
/// <param name="Reason">In words, at most 2,000 characters.</param>
internal sealed record RefusalBody(string? Reason);
