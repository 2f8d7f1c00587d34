using System.Diagnostics.CodeAnalysis;

namespace Certificates.Api.Http;

/// <summary>
/// Maps handlers that take some of their parameters as one record. The framework writes the delegates of all others when the service is
/// compiled; such a record it names in a way that means another namespace below its own, where <c>Certificates</c> is one, and so does not
/// compile. Theirs are made at the start, for it looks at no handler that comes to it by a parameter.
/// </summary>
internal static class RecordRoutes
{
    public static RouteHandlerBuilder MapRecordGet(
        this IEndpointRouteBuilder routes, [StringSyntax("Route")] string pattern, Delegate handler) => routes.MapGet(pattern, handler);

    public static RouteHandlerBuilder MapRecordPost(
        this IEndpointRouteBuilder routes, [StringSyntax("Route")] string pattern, Delegate handler) => routes.MapPost(pattern, handler);
}
