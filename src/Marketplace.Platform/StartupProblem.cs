namespace Marketplace.Platform;

/// <summary>
/// Something outside the product keeps it from starting. The host prints the sentences and ends; there is no stack trace to read.
/// </summary>
public sealed class StartupProblem(string zh, string en) : Exception(en)
{
    public string Zh { get; } = zh;

    public string En { get; } = en;
}
