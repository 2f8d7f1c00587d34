using Certificates.Core.Access;
using Certificates.Core.Catalogue;
using Certificates.Core.Privacy;

namespace Certificates.Core.Register.Searching;

/// <summary>Finds certificates by what somebody knows of them: an institution its own, authority and auditor all.</summary>
public sealed class CertificateSearch
{
    private const int IdsAtOnce = 1000;
    private readonly SearchStore _store;
    private readonly SearchNames _names;
    private readonly IdNumberSearches _records;
    private readonly CatalogueReader _catalogue;
    private readonly HolderKeys _keys;

    internal CertificateSearch(
        SearchStore store, SearchNames names, IdNumberSearches records, CatalogueReader catalogue, HolderKeys keys) =>
        (_store, _names, _records, _catalogue, _keys) = (store, names, records, catalogue, keys);

    /// <summary>A part of what fits, newest first.</summary>
    /// <param name="question">What is known; one with an ID number is put on record by its keyed hash.</param>
    /// <param name="reader">Who asks.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The part, empty where nothing fits; or every fault of the question, or <c>too_many_id_searches</c>.</returns>
    public async Task<Result<Page<FoundCertificate>>> FindAsync(
        SearchQuestion question, ApiKey reader, CancellationToken cancellationToken)
    {
        var occupations = TypedText.Visible(question.Occupation).Length == 0 ? [] : await _catalogue.OccupationsAsync(cancellationToken);
        if (!SearchTerms.Read(question, occupations, _keys).TryGet(out var terms, out var refusals))
        {
            return refusals;
        }

        if (terms.Holder is { } holder
            && (await _records.TakeAsync(reader, holder.AsTyped, cancellationToken)).Refusals is { } usedUp)
        {
            return usedUp;
        }

        var places = await PlacesAsync(terms, reader.InstitutionId, cancellationToken);
        var found = (await _store.ReadAsync([.. places.Select(place => place.Id)], cancellationToken)).ToDictionary(each => each.Id);
        return new Page<FoundCertificate>(
            [.. places.Select(place => found[place.Id])],
            places.Count == terms.Limit ? new SearchPlace(places[^1].IssuedOn, places[^1].Id).ToString() : null);
    }

    private async Task<IReadOnlyList<SearchPlaceRecord>> PlacesAsync(
        SearchTerms terms, long? institutionId, CancellationToken cancellationToken)
    {
        var places = await _store.FindAsync(terms, institutionId, cancellationToken);
        var waiting = terms.SearchName is { } name ? await _names.WaitingWithAsync(name, cancellationToken) : [];
        if (waiting.Count == 0)
        {
            return places;
        }

        var all = places.ToList();
        foreach (var ids in waiting.Chunk(IdsAtOnce))
        {
            all.AddRange(await _store.FindAmongAsync(ids, terms with { SearchName = null }, institutionId, cancellationToken));
        }

        return [.. all.DistinctBy(place => place.Id).OrderByDescending(place => (place.IssuedOn, place.Id)).Take(terms.Limit)];
    }
}
