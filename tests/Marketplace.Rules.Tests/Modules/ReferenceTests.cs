using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using Marketplace.Platform;
using Marketplace.Rules.Tests.Source;
using Xunit;

namespace Marketplace.Rules.Tests.Modules;

public sealed class ReferenceTests
{
    private static readonly string[] ModuleNames = [.. Repository.Files.Where(path => path.StartsWith("src/Modules/", StringComparison.Ordinal)).Select(path => path.Split('/')[2]).Distinct().Order(StringComparer.Ordinal)];

    public static TheoryData<string> Projects => [.. Repository.Files.Where(path => path.StartsWith("src/", StringComparison.Ordinal) && path.EndsWith(".csproj", StringComparison.Ordinal)).Select(path => Path.GetFileNameWithoutExtension(path))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_names_only_projects_it_may_know(string project)
    {
        var path = Repository.Files.Single(file => Path.GetFileName(file) == project + ".csproj" && file.StartsWith("src/", StringComparison.Ordinal));
        var named = XDocument.Parse(Repository.Read(path)).Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
        Assert.Empty(References.Forbidden(project, named));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void An_assembly_uses_only_assemblies_it_may_know(string project)
    {
        var used = Assembly.Load(project).GetReferencedAssemblies().Select(name => name.Name!).Where(name => name.StartsWith("Marketplace.", StringComparison.Ordinal));
        Assert.Empty(References.Forbidden(project, used));
    }

    [Fact]
    public void The_kernel_and_contracts_need_no_packages()
    {
        foreach (var path in Repository.Files.Where(file => file.EndsWith(".Contracts.csproj", StringComparison.Ordinal) || file.EndsWith("Kernel.csproj", StringComparison.Ordinal)))
            Assert.Empty(XDocument.Parse(Repository.Read(path)).Descendants("PackageReference"));
    }

    [Fact]
    public void Modules_show_one_door_and_seal_what_nobody_extends()
    {
        foreach (var module in ModuleNames)
        {
            var types = Assembly.Load("Marketplace." + module).GetTypes().Where(type => type.Namespace?.StartsWith("Marketplace.", StringComparison.Ordinal) == true).ToList();
            Assert.Equal([module + "Module"], types.Where(type => type.IsVisible).Select(type => type.Name));
            Assert.True(typeof(IModule).IsAssignableFrom(types.Single(type => type.IsVisible)));
            var extended = types.Select(type => type.BaseType).OfType<Type>().Select(type => type.IsGenericType ? type.GetGenericTypeDefinition() : type).ToHashSet();
            Assert.Empty(types.Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false } && !extended.Contains(type)).Select(type => type.FullName));
        }
    }

    [Fact]
    public void Questions_between_modules_never_go_in_a_circle()
    {
        var asks = ModuleNames.ToDictionary(module => module, module => QuestionsOf(module).Distinct().Where(other => other != module).ToList());
        Exceptions.Of("circles-of-questions").MustExplain(References.Circles(asks));
    }

    /// <summary>The modules whose Contracts interfaces a module's compiled code names. Events are no questions.</summary>
    private static IEnumerable<string> QuestionsOf(string module)
    {
        var assembly = Assembly.Load("Marketplace." + module);
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        foreach (var handle in metadata.TypeReferences)
        {
            var type = metadata.GetTypeReference(handle);
            if (type.ResolutionScope.Kind != HandleKind.AssemblyReference) continue;
            var owner = metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name);
            if (!owner.EndsWith(".Contracts", StringComparison.Ordinal)) continue;
            var loaded = Assembly.Load(owner).GetType(metadata.GetString(type.Namespace) + "." + metadata.GetString(type.Name));
            if (loaded is { IsInterface: true }) yield return owner.Split('.')[1];
        }
    }
}
