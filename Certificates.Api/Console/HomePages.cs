namespace Certificates.Api.Console;

/// <summary><c>/</c>: what this is and where to go.</summary>
internal static class HomePages
{
    public static void MapHomePage(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/", () => Html.Page<HomePage>(StatusCodes.Status200OK)).ExcludeFromDescription();
}
