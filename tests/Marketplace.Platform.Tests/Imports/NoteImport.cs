using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Imports;
using Marketplace.Platform.Tables;
using Marketplace.Platform.Tests.Probe;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Platform.Tests.Imports;

/// <summary>A note as a row: the smallest import there can be.</summary>
internal sealed class NoteRow
{
    public string Code { get; set; } = string.Empty;

    public string Group { get; set; } = string.Empty;

    public string Words { get; set; } = string.Empty;
}

/// <summary>What a test makes the import do beside its work: wait, throw, or stop.</summary>
internal sealed class NoteImportBehaviour
{
    public Func<ImportBatch<NoteRow>, Task<Problem?>> Act { get; set; } = _ => Task.FromResult<Problem?>(null);
}

internal sealed class NoteImport(NoteImportBehaviour behaviour) : IImport<ProbeDb, NoteRow>
{
    private static readonly ImportColumn<NoteRow> Code = new("code", "编码", (text, row) =>
    {
        row.Code = CellText.Folded(text);
        return row.Code.Length > 0 ? null : new BothLanguages("没有编码。请填一个。", "There is no code. Enter one.");
    }, row => row.Code)
    { IsNeeded = true, Hint = "自己的编码。" };

    private static readonly ImportColumn<NoteRow> Group = new("group", "组", (text, row) =>
    {
        row.Group = CellText.Folded(text);
        return null;
    }, row => row.Group);

    private static readonly ImportColumn<NoteRow> Words = new("words", "内容", (text, row) =>
    {
        row.Words = CellText.Plain(text);
        return row.Words.Contains("丑", StringComparison.Ordinal) ? new BothLanguages("这个词不好。请换一个。", "That word is ugly. Choose another.") : null;
    }, row => row.Words)
    { IsNeeded = true, Aliases = ["文字"], Example = "例子", Choices = ["甲", "乙"] };

    public string Kind => "notes";

    public string SheetName => "笔记";

    public ImportColumns<NoteRow> Columns { get; } = new(Code, Group, Words);

    public string KeyOf(NoteRow row) => row.Code;

    public string GroupOf(NoteRow row) => row.Group;

    public string TitleOf(NoteRow row) => row.Words;

    public Task<(ImportScope? Scope, Problem? Problem)> Open(ImportChoice choice, Actor actor, CancellationToken cancellation) =>
        Task.FromResult<(ImportScope?, Problem?)>((new ImportScope(choice.SupplierId), null));

    public byte[] Seal(Guid importId, byte[] plain) => [.. plain.Select(b => (byte)(b ^ 0x5A))];

    public byte[] Open(Guid importId, byte[] sealedBytes) => Seal(importId, sealedBytes);

    public async Task<Problem?> Weigh(ImportBatch<NoteRow> batch, ProbeDb db, CancellationToken cancellation)
    {
        var rows = batch.Groups.SelectMany(group => group).ToList();
        var codes = rows.Select(row => row.Value.Code).ToList();
        var known = await db.Set<Note>().Where(note => codes.Contains(note.Region)).ToDictionaryAsync(note => note.Region, cancellation);
        foreach (var row in rows)
        {
            if (known.GetValueOrDefault(row.Value.Code) is not { } note)
            {
                row.State = ImportRowState.New;
                if (batch.Applies) db.Add(new Note { Id = Guid.CreateVersion7(), Region = row.Value.Code, Words = row.Value.Words, WrittenBy = batch.Run.PersonId });
            }
            else if (row.Compare(Columns, new NoteRow { Code = note.Region, Group = row.Value.Group, Words = note.Words }) && batch.Applies)
            {
                db.Entry(note).Property(known => known.Words).CurrentValue = row.Value.Words;
            }
        }

        return await behaviour.Act(batch);
    }
}
