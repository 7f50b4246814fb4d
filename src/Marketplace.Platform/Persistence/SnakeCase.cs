using System.Text;
using Marketplace.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Marketplace.Platform.Persistence;

/// <summary>Names tables' columns as PostgreSQL people write them. Explicit names and the row version (xmin) stay.</summary>
internal static class SnakeCase
{
    internal static void Apply(ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes())
        {
            if (entity.IsMappedToJson()) continue;
            foreach (var property in entity.GetProperties())
            {
                var isRowVersion = property.IsConcurrencyToken && property.ClrType == typeof(uint);
                var isNamed = ((IConventionProperty)property).GetColumnNameConfigurationSource() == ConfigurationSource.Explicit;
                if (!isRowVersion && !isNamed)
                    property.SetColumnName(Of(property.IsShadowProperty() || !entity.IsOwned() ? property.Name : property.GetColumnName()));
            }
        }
    }

    internal static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (char.IsUpper(c) && i > 0 && name[i - 1] != '_' && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
                text.Append('_');
            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}

/// <summary>Region codes are stored as their digits.</summary>
internal sealed class RegionCodeColumn() : ValueConverter<RegionCode, string>(code => code.Value, text => RegionCode.Parse(text));
