namespace Marketplace.Accounts.Organisations;

/// <summary>The unified social credit code (统一社会信用代码, GB 32100-2015): 18 characters, the last a check on the others.</summary>
internal static class CreditCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static readonly int[] Weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    internal static bool IsValid(string code) => code.Length == 18 && code.All(Alphabet.Contains) && code[17] == CheckOf(code);

    internal static char CheckOf(string code)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++) sum += Alphabet.IndexOf(code[i], StringComparison.Ordinal) * Weights[i];
        return Alphabet[(31 - (sum % 31)) % 31];
    }
}
