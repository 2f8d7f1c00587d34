using Certificates.Core;
using Certificates.Web.Languages;

namespace Certificates.Api.Console.Forms;

/// <summary>
/// One form of a page, as its fields know it. Answered with a refusal it comes back as it was typed, whatever asked for the page: nobody
/// types a reason twice. The ids of its fields are their bare names in one form of a page, the one that is answered or else the main one,
/// so that a refusal leads to its field and no id stands twice.
/// </summary>
/// <param name="request">What the page answers.</param>
/// <param name="action">Where the form is sent.</param>
/// <param name="refusals">Why what was sent to the page was not done.</param>
public sealed class FormState(HttpRequest request, string action, Refusals? refusals)
{
    /// <summary>True for the form that a page is about; it has the bare ids while no other form is answered.</summary>
    public bool IsMain { private get; init; }

    /// <summary>True where its buttons send it to addresses below its own.</summary>
    public bool TakesBelow { private get; init; }

    /// <summary>True for a question, which stands above its answer, too.</summary>
    public bool IsKept { private get; init; }

    /// <summary>True when this is the form that was sent, and comes back.</summary>
    public bool IsAnswered => (IsKept || refusals is not null) && HttpMethods.IsPost(request.Method)
        && (string.Equals(request.Path, action, StringComparison.OrdinalIgnoreCase) || (TakesBelow && IsBelow));

    /// <summary>What was typed into it.</summary>
    public IFormCollection Fields => request.Form;

    private bool IsBelow => request.Path.Value!.StartsWith($"{action}/", StringComparison.OrdinalIgnoreCase);

    private bool IsOtherAnswered => refusals is not null && HttpMethods.IsPost(request.Method) && !IsAnswered;

    /// <summary>The id of a field.</summary>
    public string Id(string name) => IsAnswered || (IsMain && !IsOtherAnswered) ? name : $"{Slug}-{name}";

    /// <summary>What stands in a field: what was typed, or what it begins with.</summary>
    public string? Text(string name, string? otherwise) => IsAnswered ? Fields[name] : otherwise;

    /// <summary>Whether a value is chosen: by whoever typed, or to begin with.</summary>
    public bool Has(string name, string value, bool otherwise) =>
        IsAnswered ? Fields[name].Contains(value, StringComparer.Ordinal) : otherwise;

    /// <summary>What is wrong with a field.</summary>
    public string? Fault(string name) =>
        IsAnswered ? refusals?.FirstOrDefault(refusal => NameOf(refusal) == name)?.In(Language.Current) : null;

    /// <summary>
    /// The field that a refusal is about. One line of a list is in the list's field; what the directories call one of many items is the
    /// one that a form here is about.
    /// </summary>
    public static string? NameOf(Refusal refusal) => refusal.Field?.Split('.') switch
    {
        null => null,
        [var item, var field] when item.StartsWith("items[", StringComparison.Ordinal) => field,
        [var field, ..] => field.Split('[')[0] is "items" ? null : field.Split('[')[0],
        [] => null,
    };

    private string Slug => string.Join('-', action.Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(1).DefaultIfEmpty("console"));
}
