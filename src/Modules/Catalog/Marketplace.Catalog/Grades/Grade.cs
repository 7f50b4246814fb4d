using Marketplace.Catalog.Categories;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Catalog.Grades;

/// <summary>等级: one step of the list that a kind of produce is graded by, by date.</summary>
internal sealed class Grade
{
    public string CategoryCode { get; init; } = string.Empty;

    public string Code { get; init; } = string.Empty;

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public string Name { get; init; } = string.Empty;

    public string NameEn { get; init; } = string.Empty;

    public int Position { get; init; }
}

internal static class GradeLists
{
    /// <summary>The list of a kind of produce on a day: its own, else its branch's.</summary>
    internal static async Task<List<Grade>> ListFor(this IQueryable<Grade> rows, string category, DateOnly on, CancellationToken cancellation)
    {
        var branch = category.Split('-')[0];
        var found = await rows.AsNoTracking()
            .Where(row => (row.CategoryCode == category || row.CategoryCode == branch) && row.ValidFrom <= on && (row.ValidTo == null || row.ValidTo >= on))
            .OrderBy(row => row.Position).ToListAsync(cancellation);
        var own = found.FindAll(row => row.CategoryCode == category);
        return own.Count > 0 ? own : found;
    }
}

internal sealed class GradeMapping : IEntityTypeConfiguration<Grade>
{
    public void Configure(EntityTypeBuilder<Grade> builder)
    {
        builder.ToTable("grade");
        builder.HasKey(row => new { row.CategoryCode, row.Code, row.ValidFrom });
        builder.HasOne<Category>().WithMany().HasForeignKey(row => row.CategoryCode);
    }
}
