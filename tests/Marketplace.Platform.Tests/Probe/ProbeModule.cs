using FluentValidation;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Imports;
using Marketplace.Platform.Messaging;
using Marketplace.Platform.Persistence;
using Marketplace.Platform.Tests.Imports;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Marketplace.Platform.Tests.Probe;

/// <summary>Endpoints that do nothing but show what the platform does around them.</summary>
internal sealed class ProbeModule : IModule
{
    internal const string Secret = "Password=do-not-tell";
    private static readonly Problem Refused = Problem.Conflict("note-refused", "这条不收。请改一改。", "This note is refused. Change it.");
    private static readonly Permission MayWrite = Permission.For("probe.write", Role.Buyer);

    public void Add(IHostApplicationBuilder builder)
    {
        builder.AddModuleDatabase<ProbeDb>("Probe", "probe");
        builder.Services.AddValidatorsOf(typeof(ProbeModule).Assembly);
        builder.Services.AddSingleton<ProbeBehaviour>();
        builder.Services.AddEventHandler<ProbeDb, NoteWritten, CountsFirst>();
        builder.Services.AddEventHandler<ProbeDb, NoteWritten, CountsSecond>();
        builder.Services.AddSingleton<NoteImportBehaviour>();
        builder.Services.AddImport<ProbeDb, NoteImport, NoteRow>();
    }

    public void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/notes", Write).WithName("WriteNote").Requires(MayWrite).Writes<ProbeDb>(needsKey: true);
        api.MapPost("/echo", Echo).WithName("Echo").Public().WritesByItself("It changes nothing.");
        api.MapGet("/notes", Search).WithName("ListNotes").Requires(Permission.SignedIn).Reads();
        api.MapImport<ProbeDb, NoteImport, NoteRow>("/notes-imports", "NoteImport", "Probe", Permission.SignedIn);
        api.MapGet("/faults/{kind}", Fail).WithName("Fail").Public().Reads();
        api.MapPost("/sign-in", (Delegate)SignIn).WithName("SignIn").Public().WritesByItself("It sets a cookie.");
    }

    private static async Task<Results<Ok<WriteResponse>, Problem>> Write(WriteRequest request, Actor actor, ProbeDb db, TimeProvider clock, CancellationToken cancellation)
    {
        var note = new Note { Id = Guid.CreateVersion7(), Words = request.Words, Region = "500236", WrittenBy = actor.PersonId };
        db.Add(note);
        db.Publish(new NoteWritten { OccurredAt = clock.GetUtcNow(), NoteId = note.Id, Words = note.Words });
        await db.SaveChangesAsync(cancellation);
        if (request.Words == "refuse") return Refused;
        if (request.Words == "break") throw new InvalidOperationException(Secret);
        return TypedResults.Ok(new WriteResponse(note.Id));
    }

    private static Ok<EchoRequest> Echo(EchoRequest request) => TypedResults.Ok(request);

    private static async Task<Ok<Page<string>>> Search(string? words, ProbeDb db, Actor actor, CancellationToken cancellation) => TypedResults.Ok(new Page<string>(
        await db.Set<Note>().AsNoTracking().WithinRegions(note => note.Region, actor.RegionsAs(Role.CountyOfficial))
            .Where(note => words == null || note.Words == words).OrderBy(note => note.Region).Select(note => note.Region).Take(Paging.LargestSize).ToListAsync(cancellation)));

    private static async Task<Ok> Fail(string kind, ProbeDb db, CancellationToken cancellation)
    {
        switch (kind)
        {
            case "bug": throw new InvalidOperationException(Secret);
            case "database": await db.Database.ExecuteSqlRawAsync("SELECT 1 / 0 -- " + Secret, cancellation); break;
            case "outage": throw new NpgsqlException(Secret, new IOException(Secret));
            case "timeout": throw new TimeoutException(Secret);
        }

        return TypedResults.Ok();
    }

    private static async Task<Ok> SignIn(HttpContext context)
    {
        var person = new System.Security.Claims.ClaimsPrincipal(new System.Security.Claims.ClaimsIdentity([new("sub", ProbeHost.CookiePerson.ToString())], "probe"));
        await context.SignInAsync("probe", person);
        context.User = person;
        Csrf.Issue(context);
        return TypedResults.Ok();
    }

    internal sealed record WriteRequest(string Words);

    internal sealed record WriteResponse(Guid Id);

    internal sealed record EchoRequest(string Words, int Count, long AmountFen, Role Role, DateOnly? On, IReadOnlyList<EchoRequest>? Inside, Dictionary<string, string>? Labels);

    internal sealed class WriteValidator : AbstractValidator<WriteRequest>
    {
        public WriteValidator() => RuleFor(request => request.Words).NotEmpty().MaximumLength(200)
            .Must(words => !words.Contains("丑", StringComparison.Ordinal)).Because("ugly-words", "这个词不好。请换一个。", "That word is ugly. Choose another.");
    }

    internal sealed class EchoValidator : AbstractValidator<EchoRequest>
    {
        public EchoValidator()
        {
            RuleFor(request => request.Count).GreaterThanOrEqualTo(0);
            RuleForEach(request => request.Inside).ChildRules(inside => inside.RuleFor(request => request.Count).GreaterThanOrEqualTo(0));
        }
    }
}
