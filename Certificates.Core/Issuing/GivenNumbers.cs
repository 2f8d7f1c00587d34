using Certificates.Core.Register;

namespace Certificates.Core.Issuing;

/// <summary>What a group used of each series, as must be known outside the register.</summary>
internal static class GivenNumbers
{
    /// <summary>
    /// The marks of a group, of rows taken up again too: the process that numbered them may have died before it kept them.
    /// </summary>
    public static IEnumerable<SeriesMark> Of(ReservedGroup group)
    {
        if (group.Reserved.Count == 0)
        {
            return group.NextCertificateId == 0 ? [] : [new SeriesMark(SeriesMark.Ids("Certificate"), group.NextCertificateId)];
        }

        var serials = group.Reserved.Select(reserved => reserved.Certificate)
            .GroupBy(
                certificate => SeriesMark.Serials(certificate.Number.Kind, certificate.Number.InstitutionCode, certificate.IssuedOn.Year),
                StringComparer.Ordinal)
            .Select(series => new SeriesMark(series.Key, series.Max(certificate => certificate.Number.Serial) + 1L));
        return
        [
            .. serials,
            new SeriesMark(SeriesMark.Ids("Certificate"),
                Math.Max(group.NextCertificateId, group.Reserved.Max(reserved => reserved.CertificateId) + 1)),
            new SeriesMark(SeriesMark.Ids("Document"), group.Reserved.Max(reserved => reserved.DocumentId) + 1),
        ];
    }

    /// <summary>Stops a reservation that would give again what was given: the register was put back while this process ran.</summary>
    /// <exception cref="RegisterBehindException">It would.</exception>
    public static void RequireNew(IRecoveryMarks marks, string series, long first)
    {
        if (first < marks.Next(series))
        {
            throw new RegisterBehindException($"series {series} went on with {first}, and all before {marks.Next(series)} were given");
        }
    }
}
