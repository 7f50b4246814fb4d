namespace Marketplace.Settlement.Ledger;

/// <summary>What an account holds. Debits are positive; what the platform holds for others stands as a negative balance.</summary>
internal enum AccountKind
{
    /// <summary>Money at the card gateway, not yet moved to the bank.</summary>
    Gateway,

    /// <summary>The custody account at the bank (监管账户).</summary>
    Custody,

    /// <summary>Transfers whose order is not known yet.</summary>
    Unmatched,

    /// <summary>An order's money until goods are accepted (担保款).</summary>
    Escrow,

    SupplierPayable,

    HouseholdPayable,

    /// <summary>Money on its way back to a buyer.</summary>
    RefundPayable,

    /// <summary>Money in a payout batch, until the bank says that it arrived.</summary>
    PayoutInTransit,

    /// <summary>Platform fee; its rate is zero.</summary>
    Fee,
}

/// <summary>An account's name: its kind, and the order or party it belongs to.</summary>
internal readonly record struct AccountId(AccountKind Kind, Guid? Owner)
{
    internal static readonly AccountId Gateway = new(AccountKind.Gateway, null);
    internal static readonly AccountId Custody = new(AccountKind.Custody, null);
    internal static readonly AccountId Unmatched = new(AccountKind.Unmatched, null);

    internal static AccountId Escrow(Guid orderId) => new(AccountKind.Escrow, orderId);

    internal static AccountId Supplier(Guid organisationId) => new(AccountKind.SupplierPayable, organisationId);

    internal static AccountId Household(Guid householdId) => new(AccountKind.HouseholdPayable, householdId);

    internal static AccountId Refund(Guid orderId) => new(AccountKind.RefundPayable, orderId);

    internal static AccountId InTransit(Guid partyId) => new(AccountKind.PayoutInTransit, partyId);

    /// <exception cref="FormatException">The text names no account.</exception>
    internal static AccountId Parse(string text)
    {
        var parts = text.Split(':', 2);
        return new AccountId(Enum.Parse<AccountKind>(parts[0]), parts.Length == 2 ? Guid.Parse(parts[1]) : null);
    }

    public override string ToString() => Owner is { } owner ? $"{Kind}:{owner}" : Kind.ToString();
}
