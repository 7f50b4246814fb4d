namespace Marketplace.Platform.Http;

/// <summary>Reads a choice in an address as it is written in JSON: <c>county-recommended</c>.</summary>
public static class Choice
{
    /// <returns>Nothing when the text is none of the choices.</returns>
    public static T? Of<T>(string? text)
        where T : struct, Enum =>
        text is { Length: > 0 and < 40 } && char.IsAsciiLetter(text[0]) && Enum.TryParse<T>(text.Replace("-", string.Empty, StringComparison.Ordinal), ignoreCase: true, out var value)
            && Enum.IsDefined(value) ? value : null;

    /// <summary>Nothing, or one of the choices.</summary>
    public static bool IsNoneOr<T>(string? text)
        where T : struct, Enum => string.IsNullOrEmpty(text) || Of<T>(text) is not null;
}
