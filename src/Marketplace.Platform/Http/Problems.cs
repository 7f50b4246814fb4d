using Microsoft.AspNetCore.Http;

namespace Marketplace.Platform.Http;

/// <summary>Refusals that any endpoint may give.</summary>
public static class Problems
{
    public static readonly Problem NotSignedIn = new(401, "not-signed-in", "请先登录。登录后会回到这一页。", "You are not signed in. Sign in and you will return to this page.");

    public static readonly Problem Forbidden = new(403, "not-allowed", "您的岗位不能办这件事。请找本单位管理员。", "Your post does not allow this. Ask your organisation's administrator.");

    public static readonly Problem SecondFactorNeeded = new(403, "second-factor-needed", "这一步要再输入一次动态口令。", "This step needs your one-time code again.");

    public static readonly Problem NotFound = Problem.NotFound("not-found", "找不到，或不归您管。", "Not found, or not yours to see.");

    public static readonly Problem Stale = Problem.Conflict("changed-meanwhile", "别人刚改过这条记录。请刷新后再办。", "Someone changed this record meanwhile. Reload and try again.");

    public static readonly Problem AlreadyThere = Problem.Conflict("already-there", "刚有人登记了同样的内容。请刷新后再看。", "The same was entered a moment ago. Reload and look again.");

    public static readonly Problem AnswerNotKept = Problem.Conflict("answer-not-kept", "这个请求已经办过，结果只显示一次。要再办请换新的请求号。", "This request was carried out and its answer is shown only once. Use a new key to do it again.");

    public static readonly Problem Unreadable = new(400, "unreadable-request", "请求内容读不懂。请检查格式。", "The request cannot be read. Check its format.");

    public static readonly Problem TooLarge = new(413, "too-large", "内容太大。请减小后再传。", "The content is too large. Make it smaller and send it again.");

    public static readonly Problem UnsupportedType = new(415, "unsupported-type", "不支持这种内容类型。请用 JSON(UTF-8)。", "This content type is not supported. Use JSON in UTF-8.");

    public static readonly Problem UnsupportedMethod = new(405, "unsupported-method", "这个地址不支持这种请求方法。请按接口说明调用。", "This address does not take that method. See the API document.");

    public static readonly Problem TooManyRequests = new(429, "too-many-requests", "操作太频繁。请稍等再试。", "Too many requests. Wait a moment and try again.");

    public static readonly Problem OutcomeUnknown = new(503, "outcome-unknown", "网络或数据库中断，不知道是否办成。请用同一个请求号再试一次。", "The connection broke and the outcome is unknown. Send the same request with the same key again.");

    public static readonly Problem Broken = new(500, "server-fault", "服务器出错，什么都没有改动。请稍后再试，或把编号告诉客服。", "The server failed and changed nothing. Try again later, or tell support the reference.");

    public static readonly Problem ForgedRequest = new(403, "forged-request", "页面已过期。请刷新后再办。", "This page has expired. Reload it and try again.");

    public static readonly Problem KeyReused = new(422, "idempotency-key-reused", "这个请求号已用于另一个请求。请换新的请求号。", "This idempotency key was used for another request. Use a new key.");

    public static readonly Problem KeyMissing = new(400, "idempotency-key-missing", "缺少请求号（Idempotency-Key）。请加上 8 到 128 个字符的请求号。", "The Idempotency-Key header is missing. Send one of 8 to 128 characters.");

    public static Problem InvalidFields(IReadOnlyList<FieldProblem> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        return new Problem(StatusCodes.Status422UnprocessableEntity, "invalid-fields", errors[0].Zh, errors[0].En) { Errors = errors };
    }
}
