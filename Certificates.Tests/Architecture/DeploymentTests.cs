using System.Text.RegularExpressions;

namespace Certificates.Tests.Architecture;

/// <summary>What the deployment of the repository promises, read out of its files.</summary>
internal sealed partial class DeploymentTests
{
    /// <summary>A name without an exact version is another image tomorrow.</summary>
    [Test]
    public void Images_AreNamedByExactVersion()
    {
        string[] files = ["compose.yaml", "Certificates.Api/Dockerfile", "Certificates.Verify/Dockerfile"];
        var images = files.SelectMany(file => Image().Matches(File.ReadAllText(Path.Combine(Repository.Root, file)))).Select(match => match.Groups["image"].Value).ToList();

        Assert.That(images, Has.Count.GreaterThanOrEqualTo(6));
        Assert.That(images.Where(image => !Exact().IsMatch(image)), Is.Empty);
    }

    /// <summary>What the roles of grants.sql deny they deny an owner, too: who brings the schema up is in none of them meanwhile.</summary>
    [Test]
    public void Logins_LeaveTheirRoles_WhileTheyOwnTheDatabase()
    {
        var compose = File.ReadAllText(Path.Combine(Repository.Root, "compose.yaml"));
        var open = compose[compose.IndexOf("open)", StringComparison.Ordinal)..compose.IndexOf("close)", StringComparison.Ordinal)];

        Assert.That(open.IndexOf("ALTER ROLE certificates_$$who DROP MEMBER $$who", StringComparison.Ordinal), Is.Positive);
        Assert.That(
            open.IndexOf("ALTER ROLE db_owner ADD MEMBER", StringComparison.Ordinal), Is.GreaterThan(open.IndexOf("DROP MEMBER", StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"(image: \$\{\w+:-|ARG \w+=|FROM )(?<image>[a-z][\w./-]*:[^\s}]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Image();

    [GeneratedRegex(@":(\d+\.\d+\.\d+|\d{4}-CU\d+)|@sha256:", RegexOptions.ExplicitCapture)]
    private static partial Regex Exact();
}
