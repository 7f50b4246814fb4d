using Marketplace.Platform.Http;
using Marketplace.Platform.Persistence;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Marketplace.Platform.Files;

/// <summary>Uploads and downloads, for every module.</summary>
public sealed class FilesModule : IModule
{
    public void Add(IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddModuleDatabase<FilesDb>("Files", "files");
        builder.Services.AddValidatorsOf(typeof(FilesModule).Assembly);
        builder.Services.AddScoped<IFileStore, FolderFileStore>();
        builder.Services.AddSingleton<IFileLinks, FileLinks>();
    }

    public void Map(IEndpointRouteBuilder api)
    {
        UploadFile.Map(api);
        DownloadFile.Map(api);
    }
}
