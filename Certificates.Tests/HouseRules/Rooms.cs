namespace Certificates.Tests.HouseRules;

/// <summary>
/// The rooms of the product, floor by floor from the roof down, and the arrows between them: the one place that says what a room may use.
/// A new arrow joins it on purpose; one that nobody uses any more leaves it.
/// </summary>
internal static class Rooms
{
    /// <summary>Name of the root's namespace: nouns that every room shares.</summary>
    public const string Root = "root";

    /// <summary>Projects that are rooms of their own.</summary>
    public static readonly string[] Projects = ["Api", "Verify", "Web"];

    /// <summary>The floors of Certificates.Core from the roof down; a room uses floors below, and within its floor what its arrows name.</summary>
    public static readonly (string Floor, string[] Rooms)[] Floors =
    [
        ("roof", ["Composition"]),
        ("uses", ["Issuing", "Lifecycle", "Verifying", "Directories", "Reports", "Oversight", "Recovery"]),
        ("shared by uses", ["Batches", "Copies", "Intake", "Register", "Log"]),
        ("capabilities", ["Access", "Catalogue", "Signing", "Style", "Files"]),
        ("ground", ["Data", "Privacy", "Pdf", "Coding"]),
        ("root", [Root]),
    ];

    /// <summary>What each room may use.</summary>
    public static readonly SortedDictionary<string, string[]> Arrows = new(StringComparer.Ordinal)
    {
        ["Access"] = ["Data", "Privacy"],
        ["Api"] =
        [
            "Access", "Batches", "Catalogue", "Coding", "Composition", "Copies", "Data", "Directories", "Files", "Intake", "Issuing",
            "Lifecycle", "Log", "Oversight", "Privacy", "Recovery", "Register", "Reports", "Signing", "Verify", "Web",
        ],
        ["Batches"] = ["Access", "Catalogue", "Coding", "Data", "Files", "Intake", "Privacy", "Register", "Signing", "Style"],
        ["Catalogue"] = ["Coding", "Data"],
        ["Composition"] =
        [
            "Access", "Batches", "Catalogue", "Coding", "Copies", "Data", "Directories", "Files", "Intake", "Issuing", "Lifecycle",
            "Oversight", "Privacy", "Recovery", "Register", "Reports", "Signing", "Style", "Verifying",
        ],
        ["Copies"] = ["Coding", "Data", "Files", "Pdf", "Privacy", "Register", "Signing", "Style"],
        ["Data"] = ["Privacy"],
        ["Directories"] = ["Access", "Catalogue", "Coding", "Data", "Log"],
        ["Files"] = ["Coding", "Privacy"],
        ["Intake"] = ["Catalogue", "Coding", "Files", "Privacy", "Register", "Style"],
        ["Issuing"] = ["Batches", "Catalogue", "Coding", "Data", "Files", "Intake", "Privacy", "Register", "Signing", "Style"],
        ["Lifecycle"] = ["Access", "Batches", "Coding", "Data", "Files", "Privacy", "Register", "Style"],
        ["Log"] = ["Coding", "Data", "Privacy", "Signing"],
        ["Oversight"] = ["Access", "Batches", "Coding", "Data", "Intake", "Log", "Privacy", "Register", "Signing", "Style"],
        ["Privacy"] = ["Coding"],
        ["Recovery"] = ["Coding", "Data", "Log", "Privacy", "Register"],
        ["Register"] = ["Access", "Catalogue", "Coding", "Data", "Files", "Log", "Pdf", "Privacy", "Signing", "Style"],
        ["Reports"] = ["Access", "Catalogue", "Data", "Privacy", "Register"],
        ["Signing"] = ["Coding", "Data", "Pdf", "Privacy"],
        ["Style"] = ["Coding", "Data", "Files", "Pdf"],
        ["Verify"] = ["Access", "Coding", "Composition", "Copies", "Files", "Log", "Register", "Reports", "Signing", "Verifying", "Web"],
        ["Verifying"] = ["Access", "Catalogue", "Coding", "Copies", "Data", "Files", "Log", "Pdf", "Privacy", "Register", "Signing", "Style"],
        ["Web"] = ["Data", "Files", "Register", "Signing"],
    };

    /// <summary>What each room is for, in a few words.</summary>
    public static readonly Dictionary<string, string> Purposes = new(StringComparer.Ordinal)
    {
        ["Composition"] = "each service's list of rooms",
        ["Issuing"] = "the pipeline from a pending row to a certificate in force",
        ["Lifecycle"] = "moves, corrections and change requests",
        ["Verifying"] = "verdicts, lists, share codes",
        ["Directories"] = "who may issue what, kept by the authority",
        ["Reports"] = "mistakes that holders report",
        ["Oversight"] = "reconciliation, self-check, readiness",
        ["Recovery"] = "what must survive the register",
        ["Batches"] = "a batch as its institution sees it: reception, decisions, holds, publicity",
        ["Copies"] = "what holders order: open credentials and annotated copies",
        ["Intake"] = "from a file to judged rows",
        ["Register"] = "the certificate on record: version, standing, event, file, and the check of our own work",
        ["Log"] = "the tamper-evident log: leaves, tree, checkpoints",
        ["Access"] = "keys, the people of the console, and records of access",
        ["Catalogue"] = "occupations, directions, grades, institutions and their rights on a day",
        ["Signing"] = "keys, PDF signatures, QR tokens, electronic seals",
        ["Style"] = "the look of a certificate, and its QR code",
        ["Files"] = "CSV, XLSX, JSON, ZIP, JPEG and the spool",
        ["Data"] = "the database engine: connections, transactions, dialects, retries, migrations",
        ["Privacy"] = "ciphers, keyed hashes and secret keys",
        ["Pdf"] = "PDF, and nothing of certificates",
        ["Coding"] = "numbers and check digits, and the certificate they identify",
        [Root] = "nouns that every room shares",
        ["Api"] = "the issuing service",
        ["Verify"] = "the verification site",
        ["Web"] = "what both services wear",
    };

    /// <summary>The room of a namespace.</summary>
    public static string Of(string name) => name.Split('.') switch
    {
        [_, "Core"] => Root,
        [_, "Core", var room, ..] => room,
        [_, var project, ..] => project,
        _ => throw new ArgumentException($"{name} is no namespace of ours.", nameof(name)),
    };

    /// <summary>The floor of a room, counted from the ground; projects stand above all.</summary>
    public static int Height(string room) => Floors.Length - Array.FindIndex(Floors, floor => floor.Rooms.Contains(room, StringComparer.Ordinal));
}
