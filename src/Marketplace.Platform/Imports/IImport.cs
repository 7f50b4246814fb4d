using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Persistence;

namespace Marketplace.Platform.Imports;

/// <summary>What a person chose beside the file.</summary>
/// <param name="SupplierId">For which organisation.</param>
/// <param name="HouseholdId">For which household, when an agent lists for one.</param>
public sealed record ImportChoice(Guid? SupplierId, Guid? HouseholdId);

/// <summary>For whom a file is handed in, as it was allowed then.</summary>
/// <param name="OrganisationId">Whose people see the import beside the one who began it; nothing keeps it to that person.</param>
/// <param name="Data">What the use case needs again later, as JSON; no personal data.</param>
public sealed record ImportScope(Guid? OrganisationId, string Data = "{}");

/// <summary>An import under way: who began it, and for whom.</summary>
public sealed record ImportRun(Guid Id, Guid PersonId, Guid? OrganisationId, string Data);

/// <summary>Whole groups of rows to look at, in the file's order.</summary>
/// <param name="Applies">False in the dry run: nothing may stay written.</param>
public sealed record ImportBatch<TRow>(ImportRun Run, IReadOnlyList<IReadOnlyList<ImportRow<TRow>>> Groups, bool Applies);

/// <summary>
/// A use case that takes its rows from a table. To add one:
/// <list type="number">
/// <item>Write a row class with a property for each column, and an <see cref="ImportColumns{TRow}"/> that says how each cell is read and written;
/// <see cref="Tables.CellText"/> reads amounts, masses, dates and choices as people write them.</item>
/// <item>Implement this interface. <see cref="Weigh"/> looks at a few hundred groups at a time: it sets each row's state and its changes
/// (<see cref="ImportRow{TRow}.Compare"/>), or says what is wrong (<see cref="ImportRow{TRow}.Fail"/>), and when the batch applies, changes
/// the module's entities. The engine saves them. One method does both, so that a dry run never promises what the real run refuses.</item>
/// <item>Give the module's schema the tables of <c>import_task</c>, <c>import_part</c> and <c>import_row</c> (copy the migration that made them in
/// Catalog, and its lines in the drift test's exceptions).</item>
/// <item>In the module: <c>services.AddImport&lt;TDb, TImport, TRow&gt;()</c> and <c>api.MapImport&lt;TDb, TImport, TRow&gt;(path, name, tag, permission)</c>.</item>
/// </list>
/// Everything else is the engine's: reading the file, headings, rows repeated inside it, the dry run and what it shows, the run in the
/// background with progress and cancelling, taking over from a killed host, the table of what is wrong, the template and the history.
/// Rows that are wrong stay out, with the whole group they belong to; all others go in, a batch of groups in a transaction. A cancelled
/// import keeps the batches that were done and says how many rows those were; a batch is never half done nor done twice.
/// </summary>
public interface IImport<TDb, TRow>
    where TDb : ModuleDb
    where TRow : class, new()
{
    /// <summary>A stable name: <c>products</c>.</summary>
    string Kind { get; }

    /// <summary>What the sheet of template and export is called.</summary>
    string SheetName { get; }

    ImportColumns<TRow> Columns { get; }

    /// <summary>Rows of one key are the same thing; a file may name it once. Empty: nothing to compare with.</summary>
    string KeyOf(TRow row);

    /// <summary>Rows of one group go in together or not at all.</summary>
    string GroupOf(TRow row);

    /// <summary>What the list of rows calls it; never personal data in the clear.</summary>
    string TitleOf(TRow row);

    /// <returns>For whom the file is handed in, or why it may not be.</returns>
    Task<(ImportScope? Scope, Problem? Problem)> Open(ImportChoice choice, Actor actor, CancellationToken cancellation);

    /// <summary>Sets each row's state, and changes what the rows say when the batch applies.</summary>
    /// <returns>Why the whole import must stop now, such as a supplier that was suspended; nothing otherwise.</returns>
    Task<Problem?> Weigh(ImportBatch<TRow> batch, TDb db, CancellationToken cancellation);

    /// <summary>After the batch's changes were saved, in the same transaction.</summary>
    Task Follow(ImportBatch<TRow> batch, TDb db, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Lists beside the template: a title, and rows of words to choose from or copy.</summary>
    Task<IReadOnlyList<TemplateList>> Lists(ImportScope scope, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<TemplateList>>([]);

    /// <summary>A cell as it may be handed back in the table of what is wrong; imports of personal data mask theirs.</summary>
    string Shown(string key, string text) => text;

    /// <summary>Makes bytes unreadable in the database; imports of personal data must.</summary>
    byte[] Seal(Guid importId, byte[] plain) => plain;

    byte[] Open(Guid importId, byte[] sealedBytes) => sealedBytes;
}

/// <summary>A further sheet of a template.</summary>
/// <param name="ForColumn">The key of the column that chooses from its first column, when one does.</param>
public sealed record TemplateList(string Name, IReadOnlyList<string> Heads, IReadOnlyList<int> Widths, IReadOnlyList<IReadOnlyList<object?>> Rows, string? ForColumn = null);
