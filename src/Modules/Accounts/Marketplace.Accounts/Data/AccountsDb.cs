using Marketplace.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Accounts.Data;

internal sealed class AccountsDb(DbContextOptions<AccountsDb> options) : ModuleDb(options, "accounts");
