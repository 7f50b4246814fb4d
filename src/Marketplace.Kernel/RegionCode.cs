using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Marketplace.Kernel;

/// <summary>The level of a division: province, prefecture, county, town, village.</summary>
public enum RegionLevel
{
    Province,
    Prefecture,
    County,
    Town,
    Village,
}

/// <summary>
/// A division's code: six digits down to the county (GB/T 2260), nine to the town, twelve to the village.
/// A division's subtree is the set of codes that begin with its <see cref="Prefix"/>.
/// </summary>
[JsonConverter(typeof(RegionCodeJsonConverter))]
public readonly record struct RegionCode : IComparable<RegionCode>
{
    private readonly string? value;

    private RegionCode(string value) => this.value = value;

    /// <summary>The code's digits: 6, 9 or 12 of them.</summary>
    public string Value => value ?? throw new InvalidOperationException("An empty region code was used.");

    public RegionLevel Level => Value.Length switch
    {
        12 => RegionLevel.Village,
        9 => RegionLevel.Town,
        _ when Value.EndsWith("0000", StringComparison.Ordinal) => RegionLevel.Province,
        _ when Value.EndsWith("00", StringComparison.Ordinal) => RegionLevel.Prefecture,
        _ => RegionLevel.County,
    };

    /// <summary>The digits every code inside this division begins with: <c>50</c>, <c>3701</c>, <c>500236</c>, <c>500236001</c>.</summary>
    public string Prefix => Level switch
    {
        RegionLevel.Province => Value[..2],
        RegionLevel.Prefecture => Value[..4],
        _ => Value,
    };

    /// <summary>The province this division lies in.</summary>
    public RegionCode Province => new(Value[..2] + "0000");

    /// <summary>The county this division is or lies in, or nothing above the county.</summary>
    public RegionCode? County => Level >= RegionLevel.County ? new RegionCode(Value[..6]) : null;

    /// <summary>The town this division is or lies in, or nothing above the town.</summary>
    public RegionCode? Town => Level >= RegionLevel.Town ? new RegionCode(Value[..9]) : null;

    /// <summary>The division directly above, or nothing for a province.</summary>
    public RegionCode? Parent => Level switch
    {
        RegionLevel.Village => new RegionCode(Value[..9]),
        RegionLevel.Town => new RegionCode(Value[..6]),
        RegionLevel.County => new RegionCode(Value[..4] + "00"),
        RegionLevel.Prefecture => new RegionCode(Value[..2] + "0000"),
        _ => null,
    };

    /// <summary>Whether <paramref name="other"/> is this division or lies inside it.</summary>
    public bool Contains(RegionCode other) => other.Value.StartsWith(Prefix, StringComparison.Ordinal);

    public static RegionCode Parse(string text) =>
        TryParse(text, out var code) ? code : throw new FormatException($"'{text}' is no region code.");

    /// <summary>Reads a code of 6, 9 or 12 digits. Whether such a division exists is the region directory's answer.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out RegionCode code)
    {
        if (text is { Length: 6 or 9 or 12 } && text.All(char.IsAsciiDigit) && text[0] != '0')
        {
            code = new RegionCode(text);
            return true;
        }

        code = default;
        return false;
    }

    public int CompareTo(RegionCode other) => string.CompareOrdinal(value, other.value);

    public override string ToString() => value ?? string.Empty;
}

/// <summary>Region codes travel as strings of digits.</summary>
public sealed class RegionCodeJsonConverter : JsonConverter<RegionCode>
{
    public override RegionCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        RegionCode.TryParse(reader.GetString(), out var code) ? code : throw new JsonException("region-code");

    public override void Write(Utf8JsonWriter writer, RegionCode value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.Value);
    }
}
