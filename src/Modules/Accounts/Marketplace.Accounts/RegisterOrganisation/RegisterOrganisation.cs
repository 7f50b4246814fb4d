using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Accounts.Data;
using Marketplace.Accounts.Organisations;
using Marketplace.Accounts.People;
using Marketplace.Accounts.Regions;
using Marketplace.Accounts.Sessions;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Accounts.RegisterOrganisation;

/// <summary>注册: a supplier or a buyer enters with its first person. What it may then do is decided by admission and approvals.</summary>
internal static class RegisterOrganisation
{
    internal sealed record Request(
        string Name, OrganisationKind Kind, string RegionCode, string PersonName, string UserName, string Password, string? NameEn = null, string? CreditCode = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Name).NotEmpty().MaximumLength(100);
            RuleFor(request => request.NameEn).MaximumLength(200);
            RuleFor(request => request.Kind).Must(kind => kind.Sells() || (kind.Buys() && Enum.IsDefined(kind)))
                .Because("kind-not-open", "这类单位不能自己注册。请联系平台运营。", "This kind of body cannot register itself. Contact the platform's operator.");
            RuleFor(request => request.CreditCode).Must(code => CreditCode.IsValid(code!.Trim().ToUpperInvariant())).When(request => !string.IsNullOrWhiteSpace(request.CreditCode))
                .Because("credit-code-wrong", "统一社会信用代码不对。请核对18位代码。", "The unified social credit code is not right. Check its 18 characters.");
            RuleFor(request => request.PersonName).NotEmpty().MaximumLength(50);
            RuleFor(request => request.UserName).MustBeUserName();
            RuleFor(request => request.Password).MustBeGoodPassword();
        }
    }

    private const string Deed = "register";
    private const int RegistrationsPerHour = 100;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    internal sealed record Response(Guid OrganisationId, Guid PersonId);

    private static readonly Problem NameTaken = Problem.Conflict("user-name-taken", "这个用户名已有人用。请换一个。", "This user name is taken. Choose another.");

    private static readonly Problem CodeTaken = Problem.Conflict("credit-code-taken", "这个信用代码已注册。请用已有账号登录，或联系平台。", "This credit code is registered already. Sign in with its account or contact the platform.");

    internal static readonly Problem CountyNeeded = Problem.Invalid("region-not-county", "请选到区县或更细的地方。", "Choose a county or a place inside one.", "regionCode");

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/organisations", Handle)
        .WithName("RegisterOrganisation").WithTags("Accounts").Public().Writes<AccountsDb>();

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Request request, HttpContext http, AccountsDb db, RegionDirectory regions, PasswordHasher<Person> hasher, TimeProvider clock, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (!await AttemptLimit.Allows(db, http, Deed, Hour, RegistrationsPerHour, now, cancellation)) return Problems.TooManyRequests;
        if (regions.UnknownIn(request.RegionCode) is { } unknown) return unknown;
        if (regions.IsTooLarge(RegionCode.Parse(request.RegionCode))) return CountyNeeded;
        var userName = request.UserName.Trim();
        var lowered = Credentials.Lowered(userName);
        if (await db.Set<Person>().AnyAsync(row => row.UserName.ToLower() == lowered, cancellation)) return NameTaken;
        var creditCode = string.IsNullOrWhiteSpace(request.CreditCode) ? null : request.CreditCode.Trim().ToUpperInvariant();
        if (creditCode is not null && await db.Set<Organisation>().AnyAsync(row => row.CreditCode == creditCode, cancellation)) return CodeTaken;
        var organisation = new Organisation
        {
            Name = request.Name.Trim(),
            NameEn = request.NameEn?.Trim(),
            Kind = request.Kind,
            RegionCode = request.RegionCode,
            CreditCode = creditCode,
            RegisteredAt = now,
        };
        var person = new Person { UserName = userName, DisplayName = request.PersonName.Trim(), CreatedAt = now };
        person.PasswordHash = hasher.HashPassword(person, request.Password);
        var post = new PostRecord { PersonId = person.Id, Role = FirstRole(request.Kind), OrganisationId = organisation.Id, GrantedAt = now };
        db.AddRange(organisation, person, post);
        await AttemptLimit.Count(db, http, Deed, Hour, now, cancellation);
        db.Publish(new OrganisationRegistered
        {
            OccurredAt = now,
            OrganisationId = organisation.Id,
            Name = organisation.Name,
            Kind = organisation.Kind,
            Region = RegionCode.Parse(organisation.RegionCode),
        });
        return TypedResults.Ok(new Response(organisation.Id, person.Id));
    }

    private static Role FirstRole(OrganisationKind kind) => kind.Sells() ? Role.Supplier : Role.Buyer;
}
