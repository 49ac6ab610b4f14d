"""Content taken from documents that are cited, addresses that lead nowhere, and warned citations."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0030_merges_undoable'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CheckedText',
            fields=[
                ('source', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='checked', serialize=False, to='documents.sourcetext')),
                ('checked_at', models.DateTimeField(db_index=True)),
            ],
            options={
                'verbose_name': 'lượt kiểm tra',
                'verbose_name_plural': 'lượt kiểm tra',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='CitationWarning',
            fields=[
                ('citation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='warning', serialize=False, to='documents.citation')),
                ('sentence', models.TextField(verbose_name='máy thấy')),
            ],
            options={
                'verbose_name': 'cảnh báo',
                'verbose_name_plural': 'cảnh báo',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='TakenAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=120, unique=True, verbose_name='địa chỉ')),
            ],
            options={
                'verbose_name': 'địa chỉ đã dùng',
                'verbose_name_plural': 'địa chỉ đã dùng',
                'ordering': ['slug'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ContentRemoval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('done_at', models.DateTimeField(auto_now_add=True, verbose_name='thực hiện lúc')),
                ('undone_at', models.DateTimeField(null=True, verbose_name='hoàn tác lúc')),
                ('files', models.JSONField(default=list)),
                ('is_emptied', models.BooleanField(default=False)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='removals', to='documents.document', verbose_name='văn bản')),
                ('done_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người thực hiện')),
                ('text', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='removal', to='documents.sourcetext', verbose_name='nguồn văn đã gỡ')),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người hoàn tác')),
            ],
            options={
                'verbose_name': 'lần gỡ nội dung',
                'verbose_name_plural': 'lần gỡ nội dung',
                'ordering': ['-done_at', '-pk'],
                'abstract': False,
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('undone_at', None), ('undone_by', None)), models.Q(('undone_at__isnull', False), ('undone_by__isnull', False)), _connector='OR'), name='contentremoval_undone_by_a_person')],
            },
        ),
    ]
