using System.Text;
using Certificates.Core.Log;
using Certificates.Core.Signing.Notes;
using Certificates.Tests.Log.Outsider;

namespace Certificates.Tests.Log;

internal sealed class NoteTests
{
    [Test]
    public void Note_SignedByTheKnownKey_IsTheKnownNote()
    {
        Assert.That(SignerKey.TryParse(Vectors.SignerKey, out var signer), Is.True);
        Assert.That(signer!.Verifier.ToString(), Is.EqualTo(Vectors.VerifierKey));
        Assert.That(SignedNote.Sign(Vectors.Text, signer).ToString(), Is.EqualTo($"{Vectors.Text}\n{Vectors.Signature}"));
        Assert.That(signer.ToString(), Does.Not.Contain("PRIVATE"));
    }

    [Test]
    public void Note_OfTwoKeys_IsOpenedByEither_AndByNoOther()
    {
        Assert.That(SignedNote.TryParse($"{Vectors.Text}\n{Vectors.Signature}{Vectors.OtherSignature}", out var note), Is.True);
        Assert.That(note!.Text, Is.EqualTo(Vectors.Text));
        Assert.That(note.IsSignedBy(Key(Vectors.VerifierKey)), Is.True);
        Assert.That(note.IsSignedBy(Key(Vectors.OtherVerifierKey)), Is.True);
        Assert.That(note.IsSignedBy(SignerKey.Create("PeterNeumann").Verifier), Is.False, "another key of the same name");
        Assert.That((note with { Text = Vectors.Text + "\n" }).IsSignedBy(Key(Vectors.VerifierKey)), Is.False);
    }

    [Test]
    public void Note_WithAWrongSignatureOfAKnownKey_IsNotBelieved()
    {
        var wrong = Vectors.Signature.Replace("x08go/ZJ", "x08go/ZK", StringComparison.Ordinal);

        Assert.That(SignedNote.TryParse($"{Vectors.Text}\n{Vectors.Signature}{wrong}", out var note), Is.True);
        Assert.That(note!.IsSignedBy(Key(Vectors.VerifierKey)), Is.False);
    }

    [TestCase(Vectors.Text)]
    [TestCase(Vectors.Text + "\n")]
    [TestCase("\u0001" + Vectors.Text + "\n" + Vectors.Signature)]
    [TestCase(Vectors.Text + "\n— PeterNeumann x08g\n")]
    [TestCase(Vectors.Text + "\n— Bad Name x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n")]
    [TestCase(Vectors.Text + "\n" + Vectors.Signature + "Unexpected line.\n")]
    [TestCase(Vectors.Text + "\r\n" + Vectors.Signature)]
    public void Note_ThatIsNone_IsNotRead(string text) => Assert.That(SignedNote.TryRead(Encoding.UTF8.GetBytes(text), out _), Is.False);

    [Test]
    public void Note_CutShortOrOfOtherBytes_IsNotRead()
    {
        var note = Encoding.UTF8.GetBytes($"{Vectors.Text}\n{Vectors.Signature}");

        Assert.That(SignedNote.TryRead(note.AsSpan(..^1), out _), Is.False);
        Assert.That(SignedNote.TryRead([0xFF, .. note], out _), Is.False);
        Assert.That(SignedNote.TryParse($"{Vectors.Text}\n{string.Concat(Enumerable.Repeat(Vectors.Signature, 65))}", out _), Is.False);
    }

    /// <summary>As the tests of the Go checksum database mangle them: every part, and every character one on.</summary>
    [Test]
    public void Key_Mangled_IsNone([Values(Vectors.VerifierKey, Vectors.SignerKey)] string key)
    {
        var parts = from start in Enumerable.Range(0, key.Length)
                    from end in Enumerable.Range(start, key.Length + 1 - start)
                    where end - start < key.Length
                    select key[start..end];
        var changed = Enumerable.Range(0, key.Length).Select(i => key[..i] + (char)(key[i] + 1) + key[(i + 1)..]);

        Assert.That(parts.Concat(changed).Where(text => VerifierKey.TryParse(text, out _) || SignerKey.TryParse(text, out _)), Is.Empty);
    }

    [TestCase("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==", Description = "too long, with its id")]
    [TestCase("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", Description = "unknown type, with its id")]
    [TestCase("Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    public void Key_OfAnotherForm_IsNone(string key) => Assert.That(VerifierKey.TryParse(key, out _), Is.False);

    [Test]
    public void Checkpoint_OfANewKey_IsOpenedBySomebodyElse()
    {
        var key = SignerKey.Create("verify.example.cn/log");
        var checkpoint = new Checkpoint("verify.example.cn/log", 20_852_163, Convert.FromHexString(Vectors.Roots[7]));
        var note = SignedNote.Sign(checkpoint.ToString(), key).ToString();
        var opened = OutsideNote.Open(Encoding.UTF8.GetBytes(note), key.Verifier.ToString());

        Assert.That((opened.Origin, opened.Size), Is.EqualTo((checkpoint.Origin, checkpoint.Size)));
        Assert.That(Convert.ToHexStringLower(opened.Root), Is.EqualTo(Vectors.Roots[7]));
        Assert.That(SignerKey.TryParse(key.ToSecret(), out var again), Is.True);
        Assert.That(SignedNote.Sign(checkpoint.ToString(), again!).ToString(), Is.EqualTo(note));
    }

    /// <summary>The example of C2SP tlog-checkpoint.</summary>
    [Test]
    public void Checkpoint_OfTheSpecification_IsRead()
    {
        const string example = """
            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

            — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
            — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==

            """;

        Assert.That(SignedNote.TryParse(example.ReplaceLineEndings("\n"), out var note), Is.True);
        Assert.That(Checkpoint.TryParse(note!.Text, out var checkpoint), Is.True);
        Assert.That((checkpoint!.Origin, checkpoint.Size), Is.EqualTo(("example.com/behind-the-sofa", 20_852_163L)));
        Assert.That(checkpoint.ToString(), Is.EqualTo(note.Text));
        Assert.That(note.Signatures.Select(signature => signature.Name), Is.EqualTo(new[] { "example.com/behind-the-sofa", "witness.example.com/w1" }));
    }

    [TestCase("a\n1\n")]
    [TestCase("a\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    [TestCase("a\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    [TestCase("\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    [TestCase("a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")]
    [TestCase("a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jx\n")]
    public void Checkpoint_OfAnotherForm_IsNone(string text) => Assert.That(Checkpoint.TryParse(text, out _), Is.False);

    private static VerifierKey Key(string text) => VerifierKey.TryParse(text, out var key) ? key : throw new ArgumentException(text, nameof(text));
}
