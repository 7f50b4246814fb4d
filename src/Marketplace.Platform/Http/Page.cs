namespace Marketplace.Platform.Http;

/// <summary>
/// A part of a list. <see cref="NextCursor"/> is opaque and absent at the end; <see cref="Total"/> is given where counting is cheap.
/// </summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor = null, long? Total = null);

/// <summary>Page sizes and cursors that come from outside.</summary>
public static class Paging
{
    public const int LargestSize = 100;

    /// <summary>The wished size, held between 1 and <see cref="LargestSize"/>; 20 when nothing was wished.</summary>
    public static int Size(int? wished) => Math.Clamp(wished ?? 20, 1, LargestSize);

    /// <summary>Packs the last row's sort key (for instance time and id) into a cursor.</summary>
    public static string Cursor(params IReadOnlyList<string> key) =>
        Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', key))).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <returns>The key a cursor holds, or nothing when it is no cursor of that many parts.</returns>
    public static IReadOnlyList<string>? Read(string? cursor, int parts)
    {
        if (string.IsNullOrEmpty(cursor) || cursor.Length > 1000) return null;
        var base64 = cursor.Replace('-', '+').Replace('_', '/');
        var buffer = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='), buffer, out var length)) return null;
        var key = System.Text.Encoding.UTF8.GetString(buffer, 0, length).Split('\n');
        return key.Length == parts ? key : null;
    }
}
