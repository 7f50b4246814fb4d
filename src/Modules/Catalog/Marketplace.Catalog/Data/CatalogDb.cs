using Marketplace.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.Data;

internal sealed class CatalogDb(DbContextOptions<CatalogDb> options) : ModuleDb(options, "catalog");
