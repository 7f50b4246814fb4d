using Marketplace.Accounts.Data;
using Marketplace.Accounts.People;
using Marketplace.Accounts.Protection;
using Microsoft.Extensions.Logging;

namespace Marketplace.Accounts.Notices;

/// <summary>Tells a person something outside the pages: by text message, by telephone, by whatever an installation has.</summary>
internal interface INotifier
{
    /// <summary>Takes the notice into the transaction of the deed that it tells of; nothing is told of what rolled back.</summary>
    void Tell(AccountsDb db, Person person, NoticeKind kind, string text);
}

/// <summary>
/// Keeps notices for the operator, who reads one out over the telephone for a recorded reason. The log says that there is one, and nothing of it.
/// </summary>
internal sealed partial class OperatorNotifier(IPersonalDataCipher cipher, TimeProvider clock, ILogger<OperatorNotifier> logger) : INotifier
{
    public void Tell(AccountsDb db, Person person, NoticeKind kind, string text)
    {
        var notice = Notice.For(cipher, person, kind, text, clock.GetUtcNow());
        db.Add(notice);
        LogWaiting(kind, notice.Id);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A notice {Kind} {NoticeId} waits for the operator")]
    private partial void LogWaiting(NoticeKind kind, Guid noticeId);
}
