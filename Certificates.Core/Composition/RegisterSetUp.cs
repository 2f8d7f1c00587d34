using Certificates.Core.Access;
using Certificates.Core.Batches;
using Certificates.Core.Catalogue;
using Certificates.Core.Coding;
using Certificates.Core.Data;
using Certificates.Core.Oversight.Keys;
using Certificates.Core.Register.Clock;
using Certificates.Core.Signing;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Composition;

/// <summary>The register as the issuing service opens it: brought to this build's schema, its lists and keys in place.</summary>
public sealed class RegisterSetUp
{
    private readonly Database _database;
    private readonly SettingStore _settings;
    private readonly CodingRuleStore _rules;
    private readonly CatalogueSeed _seed;
    private readonly SigningKeyStore _keys;
    private readonly BatchStore _batches;
    private readonly RegisterKeys _fit;
    private readonly RegisterClock _registerClock;
    private readonly HeldSigners _signers;
    private readonly PersonStore _people;
    private readonly AccessSeals _access;
    private readonly TimeProvider _clock;
    private readonly bool _isSpecimen;
    private readonly ILogger<RegisterSetUp> _log;

    internal RegisterSetUp(
        Database database,
        SettingStore settings,
        CodingRuleStore rules,
        CatalogueSeed seed,
        SigningKeyStore keys,
        BatchStore batches,
        RegisterKeys fit,
        RegisterClock registerClock,
        HeldSigners signers,
        PersonStore people,
        AccessSeals access,
        TimeProvider clock,
        StorageOptions storage,
        ILogger<RegisterSetUp> log)
    {
        (_database, _settings, _rules, _seed, _keys, _batches) = (database, settings, rules, seed, keys, batches);
        (_fit, _registerClock, _signers, _people, _access) = (fit, registerClock, signers, people, access);
        (_clock, _isSpecimen, _log) = (clock, storage.IsSpecimen, log);
    }

    /// <summary>Run before the first request and the first row; several processes may run it at once.</summary>
    /// <exception cref="WrongRegisterException">The database is a demo's and this is none, or the other way round.</exception>
    /// <exception cref="KeyFileException">A key is not this register's.</exception>
    public async Task SetUpAsync(CancellationToken cancellationToken)
    {
        await Migrator.MigrateAsync(_database.Dialect, () => FillAsync(cancellationToken), _log, cancellationToken);
        _registerClock.Begin();
    }

    /// <summary>Before a register of before there were seals is sealed: brought to this build's schema, and no key of another's.</summary>
    /// <exception cref="KeyFileException">A key is not this register's.</exception>
    public Task PrepareSealingAsync(CancellationToken cancellationToken) => Migrator.MigrateAsync(
        _database.Dialect,
        async () =>
        {
            await _fit.RequireReadingAsync(cancellationToken);

            // The keys that signed the files which are read before a certificate is sealed.
            await _keys.PublishAsync(_signers.Announced, cancellationToken);
        },
        _log, cancellationToken);

    /// <summary>Before a register is only read: no key of another's.</summary>
    /// <exception cref="KeyFileException">A key is not this register's.</exception>
    public Task RequireReadingAsync(CancellationToken cancellationToken) => _fit.RequireReadingAsync(cancellationToken);

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        SpecimenMark.Require(
            await _settings.KeepAsync(SettingStore.Specimen, SpecimenMark.Of(_isSpecimen), cancellationToken), _isSpecimen);
        await _fit.RequireAsync(cancellationToken);
        await _people.AdoptAsync(KeyLife.UsualEnd(_clock.GetUtcNow()), cancellationToken);
        await _access.SealFirstAsync(cancellationToken);
        await _rules.KeepAsync(CodingRules.All.Select(CodingRuleRecords.Of), cancellationToken);
        await _seed.OccupationsAsync(cancellationToken);
        if (_isSpecimen)
        {
            await _seed.DemoInstitutionsAsync(cancellationToken);
        }

        await _keys.PublishAsync(_signers.Announced, cancellationToken);
        await _batches.EndAllFinishedAsync(cancellationToken);
    }
}
