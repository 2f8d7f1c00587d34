using System.Text;
using Microsoft.Playwright;

namespace Certificates.Tests.Api.ConsolePages.EveryPage;

/// <summary>The pages of an institution's people.</summary>
internal sealed class InstitutionTour(PageWalk walk, PageScene scene)
{
    public async Task GoAsync()
    {
        var clerk = await walk.SeatAsync(scene.Clerk);
        await SendAsync(clerk);
        await BatchesAsync(clerk, await walk.SeatAsync(scene.PublicClerk));
        await CertificatesAsync(clerk);
        await InboxAsync(clerk);
        await ApproveAsync(await walk.SeatAsync(scene.Approver));
        await PeopleAsync(await walk.SeatAsync(scene.Approver), await walk.SeatAsync(scene.SecondApprover));
    }

    private async Task SendAsync(IPage clerk)
    {
        await walk.OpenAsync(clerk, "start-clerk", "/console");
        await walk.OpenAsync(clerk, "send", "/console/batches/new");
        await walk.DoAsync(clerk, "send-refused", () => TryAsync(clerk, "姓名,电话\n余敏静,1\n"));
        await clerk.GotoAsync("/console/batches/new");
        await walk.DoAsync(clerk, "try-clean", () => TryAsync(clerk, Csv.File(issued: 3)));
        await clerk.GotoAsync("/console/batches/new");
        await TryAsync(clerk, $"{Csv.File(issued: 3, notPassed: 1, rejected: 1)}\n{Csv.Row(name: "王\u200B", grade: "顶\u00A0级")}\n{Csv.Row(theory: "百分")}");
        await walk.OpenAsync(clerk, "try-faults", new Uri(clerk.Url).AbsolutePath);
        await walk.OpenAsync(clerk, "draft-gone", $"/console/batches/drafts/{new string('0', 32)}");
    }

    private async Task BatchesAsync(IPage clerk, IPage publicClerk)
    {
        await walk.OpenAsync(clerk, "batches", "/console/batches");
        await walk.OpenAsync(clerk, "batches-none", "/console/batches?status=issuing");
        await walk.OpenAsync(clerk, "batch-awaiting", scene.Awaiting);
        await walk.OpenAsync(clerk, "batch-declined", scene.Declined);
        await walk.OpenAsync(clerk, "batch-done", $"{scene.Done}?said=sent");
        await walk.OpenAsync(clerk, "batch-of-before", scene.Earlier);
        await walk.OpenAsync(clerk, "slips", $"{scene.Done}/slips");
        await walk.OpenAsync(publicClerk, "batch-public", scene.Public);
        await walk.OpenAsync(publicClerk, "batch-half-issued", scene.HalfIssued);
        await walk.OpenAsync(clerk, "recall-batch", $"{scene.Done}/recall");
    }

    private async Task CertificatesAsync(IPage clerk)
    {
        await walk.OpenAsync(clerk, "find", "/console/certificates");
        await clerk.FillAsync("#name", "余敏静");
        await clerk.FillAsync("#from", "2026-01-01");
        await walk.DoAsync(clerk, "found", () => clerk.ClickAsync("form:has(#candidateNumber) .button"));
        await clerk.FillAsync("#name", "查无此人");
        await walk.DoAsync(clerk, "found-none", () => clerk.ClickAsync("form:has(#candidateNumber) .button"));
        var certificate = $"/console/certificates/{scene.Numbers[1]}";
        await walk.OpenAsync(clerk, "certificate-suspended", certificate);
        await walk.OpenAsync(clerk, "correction", $"{certificate}/correction");
        await walk.DoAsync(clerk, "correction-refused", async () =>
        {
            await clerk.FillAsync("form.beside [name=reason]", "证件号码录错");
            await clerk.ClickAsync("form.beside .button");
        });
        await clerk.GotoAsync($"/console/certificates/{scene.Numbers[0]}");
        await walk.DoAsync(clerk, "claim-code", () => clerk.ClickAsync("form[action$='/claim-code'] button"));
        await walk.OpenAsync(clerk, "recall", "/console/certificates/recall");
        await clerk.FillAsync("[name=numbers]", $"{scene.Numbers[2]}\n{scene.Numbers[3]}");
        await clerk.SelectOptionAsync("form:has([name=numbers]) [name=category]", "complaint");
        await clerk.FillAsync("form:has([name=numbers]) [name=reason]", "照片贴错");
        await walk.DoAsync(clerk, "recall-asked", () => clerk.ClickAsync("form:has([name=numbers]) .button"));
    }

    private async Task InboxAsync(IPage clerk)
    {
        await walk.OpenAsync(clerk, "inbox-clerk", "/console/inbox");
        await walk.OpenAsync(clerk, "report", $"/console/inbox/reports/{scene.OpenReport}");
        await walk.OpenAsync(clerk, "report-answered", $"/console/inbox/reports/{scene.AnsweredReport}");
        await walk.OpenAsync(clerk, "request-own", $"/console/inbox/requests/{scene.OpenRequest}");
        await walk.OpenAsync(clerk, "request-decided", $"/console/inbox/requests/{scene.DecidedRequest}");
        await walk.OpenAsync(clerk, "reconciliation-clerk", "/console/reconciliation?by=month");
        await walk.OpenAsync(clerk, "me-clerk", "/console/me");
        await walk.OpenAsync(clerk, "not-allowed", "/console/keys");
    }

    private async Task ApproveAsync(IPage approver)
    {
        await walk.OpenAsync(approver, "inbox-approver", "/console/inbox");
        await walk.OpenAsync(approver, "batch-to-approve", scene.Awaiting);
        await walk.OpenAsync(approver, "request-to-decide", $"/console/inbox/requests/{scene.OpenRequest}");
        await walk.OpenAsync(approver, "request-of-many", $"/console/inbox/requests/{scene.RecallRequest}");
        await walk.DoAsync(approver, "request-approved", () => approver.ClickAsync("form[action$='/approval'] .button"));
    }

    /// <summary>One asks for an account, the other confirms it and sees its first password.</summary>
    private async Task PeopleAsync(IPage approver, IPage other)
    {
        await walk.OpenAsync(approver, "keys-approver", "/console/keys");
        await walk.OpenAsync(approver, "people-approver", "/console/people");
        await approver.FillAsync("#person", "新来的经办人");
        await approver.FillAsync("#login", "walk-new-clerk");
        await walk.DoAsync(approver, "people-asked", () => approver.ClickAsync("form[action='/console/people'] .button"));
        await walk.OpenAsync(other, "people-to-confirm", "/console/people");
        await walk.OpenAsync(other, "inbox-with-people", "/console/inbox");
        var change = $"/console/people/changes/{await scene.NewestAsync("AccountChange")}";
        await walk.OpenAsync(approver, "people-change-own", change);
        await walk.OpenAsync(other, "people-change", change);
        await walk.DoAsync(other, "people-first-password", () => other.ClickAsync("form[action$='/confirmation'] button"));
        await walk.OpenAsync(approver, "person-approver", $"/console/people/{scene.Clerk.Account.Id}");
        await walk.OpenAsync(approver, "me-approver", "/console/me");
        await walk.OpenAsync(approver, "password", "/console/me/password");
    }

    private static async Task TryAsync(IPage page, string csv)
    {
        await page.SetInputFilesAsync("#file", new FilePayload { Name = "成绩.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(csv) });
        await page.ClickAsync("main form:has(#file) .button");
    }
}
