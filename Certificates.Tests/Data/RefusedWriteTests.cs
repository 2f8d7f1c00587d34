using Certificates.Core;
using Certificates.Core.Data;
using Certificates.Tests.Issuing;

namespace Certificates.Tests.Data;

internal sealed class RefusedWriteTests
{
    [Test]
    public async Task WriteUnlessRefused_Refused_KeepsNothing()
    {
        await using var issuing = await TestIssuing.OpenAsync();
        var database = issuing.Get<Database>();

        var result = await database.WriteUnlessRefusedAsync<string>(
            async write =>
            {
                await write.ExecuteAsync("INSERT INTO Institution (Id, Code, CreditCode) VALUES (7, '0007', 'X')", null, CancellationToken.None);
                return new Refusal(RefusalCode.MoveNotAllowed);
            },
            CancellationToken.None);

        Assert.That(result.Refusals?.First.Code.Code, Is.EqualTo("move_not_allowed"));
        Assert.That(
            await database.FindAsync<long>("SELECT COUNT(*) FROM Institution WHERE Id = 7", null, CancellationToken.None), Is.Zero);
    }
}
