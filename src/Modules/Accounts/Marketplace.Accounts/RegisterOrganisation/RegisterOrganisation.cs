using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Accounts.Data;
using Marketplace.Accounts.Organisations;
using Marketplace.Accounts.People;
using Marketplace.Accounts.Regions;
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
        string Name, string? NameEn, OrganisationKind Kind, string RegionCode, string? CreditCode, string PersonName, string UserName, string Password);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Name).NotEmpty().Length(2, 100);
            RuleFor(request => request.NameEn).MaximumLength(200);
            RuleFor(request => request.Kind).IsInEnum().NotEqual(OrganisationKind.Authority).NotEqual(OrganisationKind.PlatformOperator)
                .Because("kind-not-open", "这类单位不能自己注册。请联系平台运营。", "This kind of body cannot register itself. Contact the platform's operator.");
            RuleFor(request => request.CreditCode).Must(code => CreditCode.IsValid(code!.Trim().ToUpperInvariant())).When(request => !string.IsNullOrWhiteSpace(request.CreditCode))
                .Because("credit-code-wrong", "统一社会信用代码不对。请核对18位代码。", "The unified social credit code is not right. Check its 18 characters.");
            RuleFor(request => request.PersonName).NotEmpty().MaximumLength(50);
            RuleFor(request => request.UserName).Matches("^[A-Za-z0-9][A-Za-z0-9._-]{2,49}$").Because("user-name-wrong",
                "用户名要3到50个字母、数字或._-。请改。", "The user name needs 3 to 50 letters, digits or ._-. Change it.");
            RuleFor(request => request.Password).Length(10, 200).Because("password-too-short",
                "密码太短。请用10个字符以上。", "The password is too short. Use 10 characters or more.");
        }
    }

    internal sealed record Response(Guid OrganisationId, Guid PersonId);

    private static readonly Problem NameTaken = Problem.Conflict("user-name-taken", "这个用户名已有人用。请换一个。", "This user name is taken. Choose another.");

    private static readonly Problem CodeTaken = Problem.Conflict("credit-code-taken", "这个信用代码已注册。请用已有账号登录,或联系平台。", "This credit code is registered already. Sign in with its account or contact the platform.");

    internal static readonly Problem CountyNeeded = Problem.Invalid("region-not-county", "请选到区县或更细的地方。", "Choose a county or a place inside one.", "regionCode");

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/organisations", Handle)
        .WithName("RegisterOrganisation").WithTags("Accounts").Public().Writes<AccountsDb>();

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Request request, AccountsDb db, RegionDirectory regions, PasswordHasher<Person> hasher, TimeProvider clock, CancellationToken cancellation)
    {
        if (UnknownRegion(request.RegionCode, regions) is { } unknown) return unknown;
        if (RegionCode.Parse(request.RegionCode).County is null) return CountyNeeded;
        var userName = request.UserName.Trim();
        var lowered = userName.ToLowerInvariant();
        if (await db.Set<Person>().AnyAsync(row => row.UserName.ToLower() == lowered, cancellation)) return NameTaken;
        var creditCode = string.IsNullOrWhiteSpace(request.CreditCode) ? null : request.CreditCode.Trim().ToUpperInvariant();
        if (creditCode is not null && await db.Set<Organisation>().AnyAsync(row => row.CreditCode == creditCode, cancellation)) return CodeTaken;
        var now = clock.GetUtcNow();
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

    internal static Problem? UnknownRegion(string code, RegionDirectory regions) =>
        RegionCode.TryParse(code, out var parsed) && regions.Find(parsed) is not null ? null : Problem.Invalid("region-unknown",
            $"没有区划代码“{Shorten(code)}”。请查区县代码表。", $"There is no division '{Shorten(code)}'. Look it up in the list of codes.", "regionCode");

    internal static Role FirstRole(OrganisationKind kind) => kind <= OrganisationKind.ServiceStation ? Role.Supplier : Role.Buyer;

    private static string Shorten(string text) => text.Length <= 20 ? text : text[..20] + "…";
}
