using Marketplace.Platform.Http;

namespace Marketplace.Platform.Imports;

/// <summary>How far an import is.</summary>
public enum ImportState
{
    /// <summary>正在读文件</summary>
    Reading,

    /// <summary>正在核对: the dry run.</summary>
    Checking,

    /// <summary>已核对: waits for the person.</summary>
    Checked,

    /// <summary>正在导入</summary>
    Importing,

    Done,

    /// <summary>已取消: what was done by then stays.</summary>
    Cancelled,

    Failed,

    /// <summary>已过期: its rows are gone, its figures stay.</summary>
    Expired,
}

/// <summary>A sentence about the file as a whole, in both languages.</summary>
public sealed record ImportNote(string Zh, string En);

/// <summary>Why an import ended, in both languages.</summary>
public sealed record ImportEnd(string Code, string Zh, string En)
{
    internal static ImportEnd Of(Problem problem) => new(problem.Code, problem.Zh, problem.En);
}

/// <summary>An import as it is shown.</summary>
/// <param name="Total">Rows of the file that hold data.</param>
/// <param name="Done">Rows the present step has looked at.</param>
/// <param name="New">Rows that are, or were, new; likewise the other three.</param>
public sealed record ImportView(
    Guid ImportId, string FileName, ImportState State, int Total, int Done, int New, int Changed, int Unchanged, int Wrong, bool IsCancelling, string PersonName,
    DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, DateTimeOffset KeptUntil, IReadOnlyList<ImportNote> Notes, ImportEnd? End);

/// <summary>A row of an import as it is shown.</summary>
public sealed record ImportRowView(
    int Position, string Sheet, int Number, string Title, ImportRowState? State, IReadOnlyList<ImportFault> Faults, IReadOnlyList<ImportChange> Changes);

/// <summary>A task as the engine works on it.</summary>
internal sealed record ImportTask(Guid Id, string Kind, Guid PersonId, Guid? OrganisationId, string Data, ImportState State, int Done, int NextGroup, string Layout, int Attempts)
{
    internal ImportRun Run => new(Id, PersonId, OrganisationId, Data);
}

/// <summary>The lease went to another host, or the person cancelled: whatever this host was about to write is void.</summary>
internal sealed class ImportLost : Exception;

/// <summary>The import must end now, with a sentence for the person.</summary>
internal sealed class ImportStopped(ImportEnd end) : Exception(end.En)
{
    internal ImportEnd End { get; } = end;
}
