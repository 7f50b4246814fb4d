using System.Text.Json;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Platform.Imports;

/// <summary>Whose imports a person sees, and what may be done with them.</summary>
internal sealed class ImportBook<TDb>(TDb db, string kind, Actor actor)
    where TDb : ModuleDb
{
    private const string Columns = """
        id AS "Id", file_name AS "FileName", state AS "State", total AS "Total", done AS "Done", created AS "Created", changed AS "Changed", unchanged AS "Unchanged",
        wrong AS "Wrong", is_cancelling AS "IsCancelling", person_name AS "PersonName", created_at AS "CreatedAt", started_at AS "StartedAt", finished_at AS "FinishedAt",
        notes::text AS "Notes", problem::text AS "Problem", organisation_id AS "OrganisationId", data::text AS "Data", person_id AS "PersonId"
        """;

    private IReadOnlyList<Guid> Organisations => actor.OrganisationsAs(Role.Supplier);

    /// <summary>The newest first.</summary>
    internal async Task<Page<ImportView>> List(string? cursor, int? size, CancellationToken cancellation)
    {
        var take = Paging.Size(size);
        var (at, id) = (DateTimeOffset.MaxValue.AddYears(-1), Guid.Empty);
        if (Paging.Read(cursor, 2) is { } after && long.TryParse(after[0], out var ticks) && ticks is > 0 and < 3_000_000_000_000_000_000 && Guid.TryParse(after[1], out var last))
            (at, id) = (new DateTimeOffset(ticks, TimeSpan.Zero), last);
        var found = await db.Database.SqlQueryRaw<Found>($"""
            SELECT {Columns} FROM {db.Schema}.import_task WHERE kind = @kind AND (person_id = @person OR organisation_id = ANY(@organisations))
            AND (created_at, id) < (@at, @id) ORDER BY created_at DESC, id DESC LIMIT @take
            """, [.. Mine(), new Npgsql.NpgsqlParameter("at", at), new Npgsql.NpgsqlParameter("id", id), new Npgsql.NpgsqlParameter("take", take + 1)]).ToListAsync(cancellation);
        var page = found.Take(take).ToList();
        return new Page<ImportView>([.. page.Select(row => row.View())], found.Count > take ? Paging.Cursor(page[^1].CreatedAt.UtcTicks.ToString(), page[^1].Id.ToString()) : null);
    }

    /// <returns>Nothing when there is none, or it is somebody else's.</returns>
    internal Task<Found?> Find(Guid id, CancellationToken cancellation) => db.Database.SqlQueryRaw<Found>(
        $"SELECT {Columns} FROM {db.Schema}.import_task WHERE id = @id AND kind = @kind AND (person_id = @person OR organisation_id = ANY(@organisations))",
        [.. Mine(), new Npgsql.NpgsqlParameter("id", id)]).SingleOrDefaultAsync(cancellation);

    /// <returns>Whether the move was possible.</returns>
    internal async Task<bool> Start(Guid id, DateTimeOffset now, CancellationToken cancellation) => await db.Database.ExecuteSqlRawAsync($"""
        UPDATE {db.Schema}.import_task SET state = 'Importing', started_at = @now, done = 0, next_group = 1, created = 0, changed = 0, unchanged = 0, wrong = 0,
            lease_by = NULL, lease_until = NULL, attempts = 0
        WHERE id = @id AND state = 'Checked' AND NOT is_cancelling
        """, [new Npgsql.NpgsqlParameter("id", id), new Npgsql.NpgsqlParameter("now", now)], cancellation) == 1;

    /// <summary>A task that nobody works on ends at once; one under way ends with its present batch undone.</summary>
    internal async Task<bool> Cancel(Guid id, DateTimeOffset now, CancellationToken cancellation) => await db.Database.ExecuteSqlRawAsync($"""
        UPDATE {db.Schema}.import_task SET is_cancelling = state <> 'Checked' AND lease_by IS NOT NULL AND lease_until > clock_timestamp(),
            state = CASE WHEN state <> 'Checked' AND lease_by IS NOT NULL AND lease_until > clock_timestamp() THEN state ELSE 'Cancelled' END,
            finished_at = CASE WHEN state <> 'Checked' AND lease_by IS NOT NULL AND lease_until > clock_timestamp() THEN NULL ELSE @now END
        WHERE id = @id AND state IN ('Reading', 'Checking', 'Checked', 'Importing')
        """, [new Npgsql.NpgsqlParameter("id", id), new Npgsql.NpgsqlParameter("now", now)], cancellation) == 1;

    /// <summary>The rows in the file's order, those of one state when it is given.</summary>
    internal IQueryable<FoundRow> Rows(Guid id, ImportRowState? state, int after) => db.Database.SqlQueryRaw<FoundRow>($"""
        SELECT position AS "Position", sheet AS "Sheet", number AS "Number", title AS "Title", state AS "State", faults::text AS "Faults", changes AS "Changes", cells AS "Cells"
        FROM {db.Schema}.import_row WHERE import_id = @id AND position > @after AND (@state = '' OR state = @state)
        """, new Npgsql.NpgsqlParameter("id", id), new Npgsql.NpgsqlParameter("after", after), new Npgsql.NpgsqlParameter("state", state?.ToString() ?? string.Empty)).OrderBy(row => row.Position);

    private IEnumerable<Npgsql.NpgsqlParameter> Mine() =>
        [new("kind", kind), new("person", actor.PersonId), new("organisations", Organisations.ToArray())];

    internal sealed record Found(
        Guid Id, string FileName, string State, int Total, int Done, int Created, int Changed, int Unchanged, int Wrong, bool IsCancelling, string PersonName,
        DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, string Notes, string? Problem, Guid? OrganisationId, string Data, Guid PersonId)
    {
        internal ImportView View() => new(
            Id, FileName, Enum.Parse<ImportState>(State), Total, Done, Created, Changed, Unchanged, Wrong, IsCancelling, PersonName, CreatedAt, StartedAt, FinishedAt,
            CreatedAt + ImportStore.Kept, JsonSerializer.Deserialize<List<ImportNote>>(Notes, ImportStore.Json)!,
            Problem is null ? null : JsonSerializer.Deserialize<ImportEnd>(Problem, ImportStore.Json));
    }

    internal sealed record FoundRow(int Position, string Sheet, int Number, string Title, string? State, string Faults, byte[]? Changes, byte[] Cells);
}
