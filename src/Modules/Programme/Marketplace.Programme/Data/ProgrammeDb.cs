using Marketplace.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Programme.Data;

internal sealed class ProgrammeDb(DbContextOptions<ProgrammeDb> options) : ModuleDb(options, "programme");
