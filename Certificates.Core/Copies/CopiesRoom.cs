using Certificates.Core.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Copies;

internal static class CopiesRoom
{
    /// <summary>Adds what holders order on the site.</summary>
    public static IServiceCollection AddCopyOrders(this IServiceCollection services) =>
        services.AddSingleton<DeskOrders>().AddPart<CopyOrders>();

    /// <summary>Adds what signs it.</summary>
    public static IServiceCollection AddOrderSigning(this IServiceCollection services) =>
        services.AddSingleton<DeskOrders>().AddSingleton<CopyMaker>().AddPart<OrderSigner>();
}
