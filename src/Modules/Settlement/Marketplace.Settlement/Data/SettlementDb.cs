using Marketplace.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Settlement.Data;

internal sealed class SettlementDb(DbContextOptions<SettlementDb> options) : ModuleDb(options, "settlement");
