using Marketplace.Kernel;

namespace Marketplace.Accounts.Contracts;

/// <summary>A household linked to a supplier, with its part of the proceeds.</summary>
/// <param name="MaskedName">王*芳; the full name never leaves Accounts without a recorded reason.</param>
/// <param name="ShareBasisPoints">The household's part of goods proceeds in 1/10,000.</param>
public sealed record LinkedHousehold(Guid HouseholdId, string MaskedName, RegionCode Village, int ShareBasisPoints);

/// <summary>Answers which households gain from a supplier's sales (联农带农) and who may act for a household.</summary>
public interface IHouseholdDirectory
{
    /// <summary>The links in force on a date; their shares add up to at most 10,000.</summary>
    Task<IReadOnlyList<LinkedHousehold>> LinkedTo(Guid supplierId, DateOnly on, CancellationToken cancellation);

    /// <summary>Whether the person holds the household's recorded, unexpired and unrevoked consent (代办授权) to list for it.</summary>
    Task<HouseholdConsent?> ConsentOf(Guid householdId, Guid agentPersonId, DateOnly on, CancellationToken cancellation);
}

/// <summary>A household's consent to be acted for.</summary>
/// <param name="SellerOrganisationId">The service station or co-operative under whose name the goods are sold.</param>
public sealed record HouseholdConsent(Guid ConsentId, Guid HouseholdId, string MaskedName, RegionCode Village, Guid SellerOrganisationId, DateOnly ValidTo);

/// <summary>Where money for a party goes.</summary>
/// <param name="PartyId">An organisation's or household's id.</param>
/// <param name="UsableFrom">A changed account rests 72 hours before it is paid to.</param>
public sealed record PayeeAccount(Guid PartyId, string HolderMasked, string BankName, string AccountMasked, DateTimeOffset UsableFrom);

/// <summary>The unmasked account, for the payout file alone.</summary>
public sealed record PayeeInstruction(Guid PartyId, string Holder, string BankName, string AccountNumber);

/// <summary>Answers where money for a party goes.</summary>
public interface IPayeeDirectory
{
    Task<IReadOnlyDictionary<Guid, PayeeAccount>> FindMany(IReadOnlyCollection<Guid> partyIds, CancellationToken cancellation);

    /// <summary>Unmasks accounts for a payout file; the reason and the person are recorded.</summary>
    Task<IReadOnlyList<PayeeInstruction>> Reveal(IReadOnlyCollection<Guid> partyIds, Guid personId, string reason, CancellationToken cancellation);
}

/// <summary>Answers how a person is called, for records that show who did what.</summary>
public interface IPersonDirectory
{
    Task<IReadOnlyDictionary<Guid, string>> NamesOf(IReadOnlyCollection<Guid> personIds, CancellationToken cancellation);
}
