using Marketplace.Platform.Http;

namespace Marketplace.Platform.Imports;

/// <summary>What a row of a file means for what is there.</summary>
public enum ImportRowState
{
    /// <summary>新</summary>
    New,

    /// <summary>改</summary>
    Changed,

    /// <summary>不变</summary>
    Unchanged,

    /// <summary>错</summary>
    Wrong,
}

/// <summary>What is wrong with a row: the cell where there is one, and what to write instead.</summary>
/// <param name="Column">The letter people see above the column.</param>
public sealed record ImportFault(string? Column, string? Heading, string Code, string Zh, string En);

/// <summary>A cell that would be different afterwards.</summary>
public sealed record ImportChange(string Heading, string Old, string New);

/// <summary>One row of the file, read into the use case's own shape.</summary>
public sealed class ImportRow<TRow>
{
    internal int Position { get; init; }

    internal int Group { get; init; }

    public required string Sheet { get; init; }

    /// <summary>The number a person sees beside the row.</summary>
    public required int Number { get; init; }

    public required TRow Value { get; init; }

    /// <summary>The keys of the columns the file has. What a file has no column for stays as it is.</summary>
    public required IReadOnlySet<string> Present { get; init; }

    public ImportRowState State { get; set; }

    public List<ImportFault> Faults { get; } = [];

    public List<ImportChange> Changes { get; } = [];

    internal Func<string, (string? Letter, string? Heading)> Place { get; init; } = _ => (null, null);

    /// <summary>Says what is wrong in the column of this key, or in the whole row.</summary>
    public void Fail(string? column, string code, BothLanguages sentence)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        var (letter, heading) = column is null ? (null, null) : Place(column);
        if (!Faults.Exists(fault => fault.Column == letter && fault.Code == code)) Faults.Add(new ImportFault(letter, heading, code, sentence.Zh, sentence.En));
        State = ImportRowState.Wrong;
    }

    /// <summary>What the file has no column for stays as it is.</summary>
    public void Inherit(ImportColumns<TRow> columns, TRow before)
    {
        ArgumentNullException.ThrowIfNull(columns);
        foreach (var column in columns.All.Where(column => !Present.Contains(column.Key))) column.Read(ImportColumns<TRow>.TextOf(column.Write(before)), Value);
    }

    /// <summary>Tells the cells that differ between what is there and this row, among the columns the file has.</summary>
    /// <returns>Whether anything differs.</returns>
    public bool Compare(ImportColumns<TRow> columns, TRow before)
    {
        ArgumentNullException.ThrowIfNull(columns);
        foreach (var column in columns.All.Where(column => Present.Contains(column.Key)))
        {
            var (old, changed) = (ImportColumns<TRow>.TextOf(column.Write(before)), ImportColumns<TRow>.TextOf(column.Write(Value)));
            if (old != changed) Changes.Add(new ImportChange(column.Heading, old, changed));
        }

        State = Changes.Count > 0 ? ImportRowState.Changed : ImportRowState.Unchanged;
        return Changes.Count > 0;
    }
}
