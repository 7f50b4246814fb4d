namespace Marketplace.Settlement.Contracts;

/// <summary>Answers the last link of the journal's hash chain, which bulletins print.</summary>
public interface ILedgerHead
{
    /// <returns>Entry number and SHA-256 in hex, or nothing while the journal is empty.</returns>
    Task<(long EntryNumber, string Hash)?> Head(CancellationToken cancellation);
}
