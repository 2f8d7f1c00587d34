using System.Buffers.Binary;
using Certificates.Core.Access.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Certificates.Tests.Api.ConsolePages;

/// <summary>Nobody learns by the clock which logins there are: the work of a try that fails, counted.</summary>
internal sealed class PasswordCostTests
{
    [TestCase(true, "not the password")]
    [TestCase(false, "not the password")]
    [TestCase(true, "")]
    [TestCase(false, null)]
    [TestCase(true, "longer than any")]
    [TestCase(false, "longer than any")]
    public void Password_ThatIsWrong_CostsOneHashOfTheSameWork_WhetherOrNotThereIsSuchALogin(bool isKnown, string? typed)
    {
        var counted = new CountedHasher();
        var passwords = new Passwords(counted);
        var kept = isKnown ? passwords.Hash("seven green umbrellas") : null;
        if (typed == "longer than any")
        {
            typed = new string('x', Passwords.Longest + 1);
        }

        Assert.That(passwords.IsRight(kept, typed), Is.False);
        Assert.That(counted.Iterations, Is.EqualTo(new[] { 210_000 }));
    }

    /// <summary>Reads of each hash that is compared what it costs: version 3 of Identity, iterations at the sixth byte.</summary>
    private sealed class CountedHasher() : PasswordHasher<Passwords>(Options.Create(Passwords.Cost))
    {
        public List<int> Iterations { get; } = [];

        public override PasswordVerificationResult VerifyHashedPassword(Passwords user, string hashedPassword, string providedPassword)
        {
            Iterations.Add(BinaryPrimitives.ReadInt32BigEndian(Convert.FromBase64String(hashedPassword).AsSpan(5)));
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
