namespace Marketplace.Benchmarks;

internal static class Repository
{
    /// <summary>The checkout this program was built from; the PostgreSQL programs lie in it.</summary>
    internal static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Marketplace.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException("The benchmark does not lie in a checkout.");
    }
}
