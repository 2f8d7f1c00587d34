using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Certificates.Core.Privacy;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Lifecycle;

/// <summary>Change requests between what the register keeps and what people read.</summary>
internal sealed class RequestRecords([FromKeyedServices(SecretKeyPurpose.Identity)] DataCipher identity, TimeProvider clock)
{
    /// <summary>A request about to be stored under an id.</summary>
    public ChangeRequestRecord Record(long id, NewRequest request) => new()
    {
        Id = id,
        Kind = request.Kind.Code(),
        Target = request.Target.Key,
        InstitutionId = request.InstitutionId,
        Certificates = request.Certificates,
        Category = request.Ground.Category.Code(),
        NeedsAuthority = request.NeedsAuthority,
        PayloadCipher = identity.Encrypt(Payload(request).ToUtf8Json(), Places.ChangePayload(id)),
        KeyId = identity.KeyId,
        PhotoCipher = request.Correction?.Photo is { } photo ? identity.Encrypt(photo.Span, Places.ChangePhoto(id)) : null,
        RequestedBy = request.RequestedBy,
        RequestedAt = clock.GetUtcNow(),
    };

    /// <summary>A decision about to be stored.</summary>
    public DecisionRecord Decision(long id, long decidedBy, bool isApproved, string? reason) => new(
        id,
        decidedBy,
        clock.GetUtcNow(),
        isApproved ? "approved" : "refused",
        reason is null ? null : identity.Encrypt(Encoding.UTF8.GetBytes(reason), Places.ChangeDecision(id)),
        reason is null ? null : identity.KeyId);

    /// <summary>What was asked for.</summary>
    public ChangePayload Payload(ChangeRequestRecord record) =>
        ChangePayload.FromUtf8Json(identity.Decrypt(record.PayloadCipher, record.KeyId, Places.ChangePayload(record.Id)));

    /// <summary>The photo that waits with it; null when there is none, or no longer.</summary>
    public ReadOnlyMemory<byte>? Photo(ChangeRequestRecord record) =>
        record.PhotoCipher is { } cipher
            ? identity.Decrypt(cipher, record.KeyId, Places.ChangePhoto(record.Id))
            : default(ReadOnlyMemory<byte>?);

    /// <summary>The correction that was asked for, complete.</summary>
    public Correction Correction(ChangeRequestRecord record)
    {
        var payload = Payload(record);
        return new Correction
        {
            Name = payload.Name,
            IdType = payload.IdType,
            IdNumber = payload.IdNumber,
            Photo = Photo(record),
            IsOnRecord = true,
        };
    }

    /// <summary>As people read it.</summary>
    /// <param name="record">The record.</param>
    /// <param name="isWhole">With what a correction changes and the numbers of a list; lists of requests leave them out.</param>
    public ChangeRequest Read(ChangeRequestRecord record, bool isWhole)
    {
        var payload = Payload(record);
        var kind = ChangeKinds.Parse(record.Kind);
        var batchId = Guid.TryParse(record.Target, out var id) ? id : default(Guid?);
        return new ChangeRequest
        {
            Id = record.Id,
            Kind = kind,
            Number = batchId is null && record.Target.Length > 0 ? record.Target : null,
            BatchId = batchId,
            InstitutionCode = record.InstitutionCode,
            Certificates = (int)record.Certificates,
            Category = ChangeCategories.Parse(record.Category),
            Reason = payload.Reason,
            EvidenceSha256 = payload.EvidenceSha256,
            DecidedByRole = record.NeedsAuthority ? "authority" : "approver",
            RequestedBy = record.RequestedBy,
            RequestedAt = record.RequestedAt,
            State = record.Decision switch
            {
                null => ChangeRequestState.Open,
                "approved" => ChangeRequestState.Approved,
                _ => ChangeRequestState.Refused,
            },
            DecidedBy = record.DecidedBy,
            DecidedAt = record.DecidedAt,
            AgreedBy = record.AgreedBy,
            AgreedAt = record.AgreedAt,
            DecisionReason = record.DecisionCipher is { } cipher
                ? Encoding.UTF8.GetString(identity.Decrypt(cipher, record.DecisionKeyId!, Places.ChangeDecision(record.Id)))
                : null,
            Changes = isWhole && kind == ChangeKind.Correction
                ? new RequestedChanges(payload.Name, payload.IdType, payload.IdNumber, payload.HasPhoto)
                : null,
            Numbers = isWhole ? payload.Numbers : null,
        };
    }

    private static ChangePayload Payload(NewRequest request) => ChangePayload.Of(
        request.Ground,
        request.Correction,
        request.Target.IsList ? [.. request.Target.Numbers.Select(number => number.Value)] : null);
}

/// <summary>A change request about to be stored.</summary>
internal sealed record NewRequest(
    ChangeKind Kind,
    ChangeTarget Target,
    ChangeGround Ground,
    Correction? Correction,
    long InstitutionId,
    int Certificates,
    bool NeedsAuthority,
    long RequestedBy);

/// <summary>What a change request keeps encrypted: the reason, and what a correction or a list is about.</summary>
internal sealed record ChangePayload
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public required string Reason { get; init; }

    public string? EvidenceSha256 { get; init; }

    public IReadOnlyList<string>? Numbers { get; init; }

    public string? Name { get; init; }

    public string? IdType { get; init; }

    public string? IdNumber { get; init; }

    /// <summary>A new photo, which stands beside the payload until the request is decided.</summary>
    public bool HasPhoto { get; init; }

    public static ChangePayload Of(ChangeGround ground, Correction? correction, IReadOnlyList<string>? numbers) => new()
    {
        Reason = ground.Reason,
        EvidenceSha256 = ground.EvidenceHash is { } hash ? Convert.ToHexStringLower(hash.Span) : null,
        Numbers = numbers,
        Name = correction?.Name,
        IdType = correction?.IdType,
        IdNumber = correction?.IdNumber,
        HasPhoto = correction?.Photo is not null,
    };

    public static ChangePayload FromUtf8Json(ReadOnlySpan<byte> stored) => JsonSerializer.Deserialize<ChangePayload>(stored, Json)!;

    public byte[] ToUtf8Json() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>The ground it was asked for with.</summary>
    public ChangeGround Ground(string category) => ChangeGround.Read(category, Reason, EvidenceSha256).TryGet(out var ground, out _)
        ? ground
        : throw new InvalidOperationException("A stored change request is not as it was written.");

    /// <summary>Never prints a person.</summary>
    public override string ToString() => nameof(ChangePayload);
}
