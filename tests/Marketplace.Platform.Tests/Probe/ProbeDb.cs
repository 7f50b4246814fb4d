using Marketplace.Kernel;
using Marketplace.Platform.Messaging;
using Marketplace.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Platform.Tests.Probe;

internal sealed class ProbeDb(DbContextOptions<ProbeDb> options) : ModuleDb(options, "probe");

internal sealed class Note
{
    public Guid Id { get; init; }

    public string Words { get; init; } = string.Empty;

    public string Region { get; init; } = string.Empty;

    public Guid WrittenBy { get; init; }
}

internal sealed class NoteMapping : IEntityTypeConfiguration<Note>
{
    public void Configure(EntityTypeBuilder<Note> builder)
    {
        builder.ToTable("note");
        builder.Property(note => note.Id).ValueGeneratedNever();
        builder.Property(note => note.Words).HasMaxLength(200);
    }
}

/// <summary>A note was written. <see cref="After"/> names the note that must be known before it.</summary>
[EventName("probe.note-written.v1")]
internal sealed record NoteWritten : IntegrationEvent
{
    public required Guid NoteId { get; init; }

    public required string Words { get; init; }

    public Guid? After { get; init; }
}

/// <summary>Counts effects by inserting a row each time, with nothing else to stop a second one: only the inbox does.</summary>
internal abstract class Counts(ProbeDb db, ProbeBehaviour behaviour) : IEventHandler<NoteWritten>
{
    public virtual async Task Handle(NoteWritten fact, CancellationToken cancellation)
    {
        if (fact.After is { } earlier && await db.Database.SqlQuery<long>($"SELECT count(*) AS \"Value\" FROM effect WHERE note_id = {earlier} AND handler = {GetType().Name}").SingleAsync(cancellation) == 0)
            throw new NotYetException("the earlier note");
        await db.Database.ExecuteSqlAsync($"INSERT INTO effect (handler, note_id) VALUES ({GetType().Name}, {fact.NoteId})", cancellation);
        await behaviour.Act(GetType().Name, fact);
    }
}

internal sealed class CountsFirst(ProbeDb db, ProbeBehaviour behaviour) : Counts(db, behaviour);

internal sealed class CountsSecond(ProbeDb db, ProbeBehaviour behaviour) : Counts(db, behaviour);

/// <summary>What a test makes the handlers do beside counting: throw, or wait.</summary>
internal sealed class ProbeBehaviour
{
    public Func<string, NoteWritten, Task> Act { get; set; } = (_, _) => Task.CompletedTask;
}
