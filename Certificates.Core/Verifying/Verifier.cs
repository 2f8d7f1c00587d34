using Certificates.Core.Coding;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Certificates.Core.Signing.Qr;
using Certificates.Core.Verifying.Guarding;

namespace Certificates.Core.Verifying;

/// <summary>
/// Says what a certificate is worth. An outage is an answer too, <see cref="VerdictKind.Unavailable"/>, never an exception and
/// never "not valid". Nothing is cached: a revocation shows with the next question.
/// </summary>
public sealed class Verifier
{
    private readonly CertificateReader _certificates;
    private readonly RegisterReading _register;
    private readonly PublishedKeys _keys;
    private readonly HolderKeys _holders;
    private readonly PdfCheck _files;
    private readonly LoggedBefore _logged;
    private readonly TimeProvider _clock;

    internal Verifier(
        CertificateReader certificates,
        RegisterReading register,
        PublishedKeys keys,
        HolderKeys holders,
        PdfCheck files,
        LoggedBefore logged,
        TimeProvider clock) =>
        (_certificates, _register, _keys, _holders, _files, _logged, _clock) =
            (certificates, register, keys, holders, files, logged, clock);

    /// <summary>
    /// Answers by two of three: whatever is given must fit one version. Unknown number, wrong name and wrong ID number give one
    /// identical answer, out of the same statement.
    /// </summary>
    /// <param name="question">What was typed.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>
    /// The answer; <c>institution_required</c>; or <c>two_of_three_required</c> or <c>number_mistyped</c>, which ask the register nothing.
    /// </returns>
    public async Task<Result<Answer>> AskAsync(Question question, CancellationToken cancellationToken)
    {
        if (!Clues.Read(question, _holders).TryGet(out var clues, out var refusals))
        {
            return question.HasTwo && Judgement.Elsewhere(question.Number, _clock.GetUtcNow()) is { } elsewhere
                ? Answer.Of(elsewhere)
                : refusals;
        }

        return clues.Number is { } number
            ? Answer.Of(await ByNumberAsync(number, clues.Fit, question.Given(), cancellationToken) with { ReadAs = clues.ReadAs })
            : clues.Printed is { } printed
            ? await ByPrintedAsync(printed, clues, question, cancellationToken)
            : await ByHolderAsync(clues, cancellationToken);
    }

    /// <summary>Answers by a printed QR code: the token must be ours, and the register must know what it says.</summary>
    /// <param name="token">What stands behind <c>/Q/</c>, in either case.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The verdict, without certificate data when the token is forged; or <c>token_unreadable</c>.</returns>
    public Task<Result<Verdict>> ByTokenAsync(string token, CancellationToken cancellationToken) =>
        ByTokenAsync(token, holder: null, cancellationToken);

    /// <summary>The same, where an ID number must be the holder's too.</summary>
    internal async Task<Result<Verdict>> ByTokenAsync(string token, TypedHolderKeys? holder, CancellationToken cancellationToken)
    {
        var keys = await _register.TryAsync(_keys.ReadersAsync, cancellationToken);
        if (keys.Value is not { } readers)
        {
            return Judgement.Unavailable(null);
        }

        if (!readers.Tokens.TryRead(token, out var genuine, out var fault))
        {
            return readers.Unvouched?.Tokens.TryRead(token, out _, out _) == true ? Judgement.Unavailable(null)
                : fault == QrTokenFault.Forged
                ? new Verdict { Kind = VerdictKind.NotValid, Reasons = ["forged"], AsOf = keys.AsOf }
                : new Refusal(RefusalCode.TokenUnreadable, "token");
        }

        return await ByTokenAsync(genuine, holder, cancellationToken);
    }

    /// <summary>A key that came into other hands vouches only for what the log shows from before.</summary>
    private async Task<Verdict> ByTokenAsync(GenuineQrToken token, TypedHolderKeys? holder, CancellationToken cancellationToken)
    {
        var claims = token.Claims;
        bool IsMeant(VersionRecord version) => version.Version == claims.Version && version.Name == claims.Name
            && version.IssuedOn == claims.IssuedOn && holder?.IsOf(version.IdType, version.HolderKey) != false;
        if (token.Key.CompromisedSince is not null)
        {
            var standing = await _register.TryAsync(
                async each => new Standing(
                    (await _certificates.ByNumberAsync(claims.Number.Value, each)).FirstOrDefault(IsMeant) is not { } meant
                        || await _logged.StandsAsync(token.Key, meant, each)),
                cancellationToken);
            if (standing.Value is not { Stands: true })
            {
                return standing.Value is null ? Judgement.Unavailable(claims.Number.Value)
                    : new Verdict { Kind = VerdictKind.NotValid, Reasons = ["forged"], AsOf = standing.AsOf };
            }
        }

        return await ByNumberAsync(
            claims.Number, IsMeant, holder is null ? Facts.Number | Facts.Name : Facts.AllThree, cancellationToken);
    }

    /// <summary>Answers by a file: is it ours, untouched, and is the certificate still valid?</summary>
    /// <param name="file">Any bytes, read to their end or to the first beyond 5 MB.</param>
    /// <param name="asker">Who asks: the number a file claims is looked up as a question is.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The verdict; or <c>not_a_pdf</c>, <c>file_too_large</c>, which ask the register nothing.</returns>
    public Task<Result<Verdict>> ByPdfAsync(Stream file, Asker asker, CancellationToken cancellationToken) =>
        _files.CheckAsync(file, asker, cancellationToken);

    private async Task<Verdict> ByNumberAsync(
        CertificateNumber number, Func<VersionRecord, bool> isMeant, Facts compared, CancellationToken cancellationToken)
    {
        var read = await _register.TryAsync(token => _certificates.ByNumberAsync(number.Value, token), cancellationToken);
        var verdict = read.Value is { } versions
            ? Judgement.Of(versions, isMeant, read.AsOf, compared) ?? Judgement.NotFound(number.Value, read.AsOf)
            : Judgement.Unavailable(null);
        return verdict.Kind == VerdictKind.Unavailable ? verdict with { Asked = number.Value } : verdict;
    }

    private async Task<Result<Answer>> ByPrintedAsync(
        PrintedNumber printed, Clues clues, Question question, CancellationToken cancellationToken)
    {
        var read = await _register.TryAsync(token => _certificates.ByPrintedKeysAsync([printed.Key], token), cancellationToken);
        if (read.Value is not { } found)
        {
            return Answer.Of(Judgement.Unavailable(printed.Value));
        }

        var fitting = found.GroupBy(version => version.CertificateId)
            .Select(versions => Judgement.Of([.. versions], clues.Fit, read.AsOf, question.Given())).OfType<Verdict>().ToList();
        return SharedNumber.Settle(fitting, question, Judgement.NotFound(printed.Value, read.AsOf)).TryGet(out var meant, out var refusals)
            ? Answer.Of(meant)
            : refusals;
    }

    private async Task<Answer> ByHolderAsync(Clues clues, CancellationToken cancellationToken)
    {
        var read = await _register.TryAsync(token => _certificates.ByHolderAsync(clues.Holder!, token), cancellationToken);
        var certificates = (read.Value ?? []).GroupBy(version => version.CertificateId);
        var verdicts = certificates.Select(versions => Judgement.Of(versions, clues.Fit, read.AsOf, Facts.Name | Facts.IdNumber));
        return Answer.Of([.. verdicts.OfType<Verdict>()], read.AsOf);
    }

    private sealed record Standing(bool Stands);
}
