using System.Text.Json;
using Certificates.Core.Access.People;

namespace Certificates.Api.Console.People;

/// <summary>What is asked for over an account, by the word of the pages.</summary>
internal static class ChangeWords
{
    public static string Of(AccountChange change) => $"people.change.{JsonNamingPolicy.SnakeCaseLower.ConvertName(change.Kind.ToString())}";
}
