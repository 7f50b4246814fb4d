using Marketplace.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.Data;

internal sealed class OrderingDb(DbContextOptions<OrderingDb> options) : ModuleDb(options, "ordering");
