using Marketplace.Accounts.Contracts;
using Marketplace.Accounts.Data;
using Marketplace.Accounts.Demonstration;
using Marketplace.Accounts.Households;
using Marketplace.Accounts.ImportHouseholds;
using Marketplace.Accounts.Notices;
using Marketplace.Accounts.Organisations;
using Marketplace.Accounts.Payees;
using Marketplace.Accounts.People;
using Marketplace.Accounts.Protection;
using Marketplace.Accounts.Regions;
using Marketplace.Accounts.Sessions;
using Marketplace.Accounts.TellPaperDue;
using Marketplace.Catalog.Contracts;
using Marketplace.Platform;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Demonstration;
using Marketplace.Platform.Http;
using Marketplace.Platform.Imports;
using Marketplace.Platform.Messaging;
using Marketplace.Platform.Persistence;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Marketplace.Accounts;

/// <summary>Regions, organisations, people with posts, households and delegation: the module's one public door.</summary>
public sealed class AccountsModule : IModule
{
    public void Add(IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddModuleDatabase<AccountsDb>("Accounts", "accounts");
        var services = builder.Services;
        services.AddValidatorsOf(typeof(AccountsModule).Assembly);
        services.AddAuthentication(SessionAuthentication.SchemeName).AddScheme<AuthenticationSchemeOptions, SessionAuthentication>(SessionAuthentication.SchemeName, null);
        services.AddScoped<IActorSource, SessionActorSource>();
        services.AddSingleton<PasswordHasher<Person>>();
        services.AddSingleton<IPersonalDataCipher, AesGcmCipher>();
        services.AddSingleton<INotifier, OperatorNotifier>();
        services.AddSingleton<RegionDirectory>();
        services.AddSingleton<IRegionDirectory>(provider => provider.GetRequiredService<RegionDirectory>());
        services.AddScoped<IOrganisationDirectory, OrganisationDirectory>();
        services.AddScoped<IPersonDirectory, PersonDirectory>();
        services.AddScoped<IHouseholdDirectory, HouseholdDirectory>();
        services.AddScoped<IPayeeDirectory, PayeeDirectory>();
        services.AddScoped<IDemonstration, AccountsDemonstration>();
        services.AddImport<AccountsDb, HouseholdImport, HouseholdRow>();
        services.AddEventHandler<AccountsDb, PaperDue, TellWhenPaperDue>();
        foreach (var account in DemonstrationAccounts.All)
            services.AddSingleton(new DemonstrationAccount(account.UserName, DemonstrationAccounts.Password, account.RoleZh, account.RoleEn));
    }

    public void Map(IEndpointRouteBuilder api)
    {
        SignIn.SignIn.Map(api);
        ShowSession.ShowSession.Map(api);
        SignOut.SignOut.Map(api);
        ForgetPassword.ForgetPassword.Map(api);
        ResetPassword.ResetPassword.Map(api);
        ChangeContact.ChangeContact.Map(api);
        ReadNotices.ReadNotices.Map(api);
        SecondFactor.SecondFactor.Map(api);
        ManageApiKeys.ManageApiKeys.Map(api);
        DemonstrationAccounts.Map(api);
        ListRegions.ListRegions.Map(api);
        RegisterOrganisation.RegisterOrganisation.Map(api);
        ShowOrganisation.ShowOrganisation.Map(api);
        NameSupervisingUnit.NameSupervisingUnit.Map(api);
        ManagePosts.ManagePosts.Map(api);
        ListPeople.ListPeople.Map(api);
        LockPerson.LockPerson.Map(api);
        ChooseLanguage.ChooseLanguage.Map(api);
        RegisterHousehold.RegisterHousehold.Map(api);
        api.MapImport<AccountsDb, HouseholdImport, HouseholdRow>("/household-imports", "HouseholdImport", "Accounts", Permission.For("accounts.import-households", HouseholdScope.Regional));
        ListHouseholds.ListHouseholds.Map(api);
        ExportHouseholds.ExportHouseholds.Map(api);
        ShowHousehold.ShowHousehold.Map(api);
        ListSellers.ListSellers.Map(api);
        ListSessions.ListSessions.Map(api);
        FindHousehold.FindHousehold.Map(api);
        ConsentToAgent.ConsentToAgent.Map(api);
        LinkHousehold.LinkHousehold.Map(api);
        EndLinkage.EndLinkage.Map(api);
        ListLinkages.ListLinkages.Map(api);
        ChangePayeeAccount.ChangePayeeAccount.Map(api);
        RevealHousehold.RevealHousehold.Map(api);
    }
}
