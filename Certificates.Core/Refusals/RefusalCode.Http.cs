// Each code says in its own texts what it means.
#pragma warning disable CS1591

namespace Certificates.Core;

/// <content>Codes of requests as such, whatever they ask for.</content>
public sealed partial class RefusalCode
{
    public static readonly RefusalCode RequestMalformed = new(
        "request_malformed", RefusalKind.Malformed,
        "请求无法读取，请按接口文档检查参数、请求头和正文。",
        "A parameter, a header or the body cannot be read; the reference at /docs says how it looks.");

    public static readonly RefusalCode LimitInvalid = new(
        "limit_invalid", RefusalKind.Malformed,
        "每页条数有误，请填写范围内的整数。",
        "The limit is a whole number within its range.");

    public static readonly RefusalCode AfterInvalid = new(
        "after_invalid", RefusalKind.Malformed,
        "翻页位置有误，请原样填写上一页给出的值。",
        "The place to go on from is what the part before said, unchanged.");

    public static readonly RefusalCode OnInvalid = new(
        "on_invalid", RefusalKind.Malformed,
        "日期有误，请按 2026-04-25 的格式填写。",
        "The day is not written as 2026-04-25: correct it.");

    public static readonly RefusalCode DayInvalid = new(
        "day_invalid", RefusalKind.Malformed,
        "日期有误，请按 2026-04-25 的格式填写。",
        "A day is written as 2026-04-25.");

    public static readonly RefusalCode SpanInvalid = new(
        "span_invalid", RefusalKind.Malformed,
        "起止日期有误，起始日期不能晚于终止日期，间隔也不能过长。",
        "The first day lies behind the last, or too many days lie between them: correct them.");

    public static readonly RefusalCode NotFound = new(
        "not_found", RefusalKind.Missing,
        "没有此项内容，或该密钥无权查看。",
        "There is nothing here that this key may see.");

    public static readonly RefusalCode MethodNotAllowed = new(
        "method_not_allowed", RefusalKind.WrongMethod,
        "该地址不支持此请求方法，请使用响应头 Allow 所列的方法。",
        "This path has other methods; see the header Allow.");

    public static readonly RefusalCode RequestTimeout = new(
        "request_timeout", RefusalKind.TimedOut,
        "请求超时，请重试。",
        "The request took too long: send it again.");

    public static readonly RefusalCode Http412 = new(
        "http_412", RefusalKind.Outdated,
        "内容已变化，请重新读取后再试。",
        "What was asked about has changed meanwhile: read it again.");

    public static readonly RefusalCode Http416 = new(
        "http_416", RefusalKind.OutOfRange,
        "请求的范围超出文件大小，请更正。",
        "The range asked for lies beyond the end of the file: correct it.");

    public static readonly RefusalCode BodyTooLarge = new(
        "body_too_large", RefusalKind.TooLarge,
        "请求正文超过大小上限，请拆分后分次发送。",
        "The body is larger than this call takes.");

    public static readonly RefusalCode MediaTypeUnsupported = new(
        "media_type_unsupported", RefusalKind.Unsupported,
        "内容类型不受支持，请使用接口文档所列的类型。",
        "This call takes another Content-Type; the reference at /docs says which.");

    public static readonly RefusalCode RateLimited = new(
        "rate_limited", RefusalKind.Limited,
        "请求过于频繁，请稍后再试。",
        "Too many requests: try again later.");

    public static readonly RefusalCode DiskFull = new(
        "disk_full", RefusalKind.Outage,
        "服务器磁盘空间不足，本次请求未被受理，已保存的数据没有丢失，请稍后再试并通知管理员。",
        "The disk of the service is full: this request was not taken, nothing that was is lost. Try again later, and tell the operator.");

    public static readonly RefusalCode InternalError = new(
        "internal_error", RefusalKind.Fault,
        "系统出错，已记录，请稍后再试。",
        "Something failed on our side; it is on record.");

    public static readonly RefusalCode Unavailable = new(
        "unavailable", RefusalKind.Outage,
        "暂时无法处理，已保存的数据没有丢失，请稍后再试。",
        "The register does not answer now. Nothing was lost: try again.");
}
