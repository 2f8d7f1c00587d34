using System.Globalization;
using Certificates.Bench;

await PipelineBench.RunAsync(args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 20_000, CancellationToken.None);
return 0;
